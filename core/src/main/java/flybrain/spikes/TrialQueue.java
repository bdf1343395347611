package flybrain.spikes;

import flybrain.files.WriteException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Orders trials that arrive concurrently and in any order, in bounded memory.
///
/// Spikes can be read up to and including the lowest trial that has not ended. When many of them
/// wait for the reader, the threads that bring more wait too. Spikes of later trials wait in
/// memory, and in overflow files when that is full, because their threads must not wait for another
/// trial.
final class TrialQueue implements AutoCloseable {
  private final Path target;
  private final int maxInMemory;
  private final Map<Integer, PendingTrial> trials = new HashMap<>();

  /// The trial being read, and the lowest one that has not ended.
  private int reading;

  private int running;

  /// Chunks in memory, and chunks that could be read at once.
  private int inMemory;

  private int readable;
  private boolean finished;
  private boolean closed;
  private @Nullable Throwable failure;

  /// @param target the spike file; overflow files are beside it
  /// @param maxInMemory most chunks kept in memory
  TrialQueue(Path target, int maxInMemory) {
    this.target = target;
    this.maxInMemory = maxInMemory;
  }

  /// Takes the next spikes of a trial.
  synchronized void put(int trial, int[] steps, int[] neurons, int count) throws IOException {
    checkOpen();
    PendingTrial pending = pending(trial);
    int from = 0;
    while (from < count) {
      from += pending.add(steps, neurons, from, count);
      if (pending.isChunkFull()) {
        moveOn(trial, pending);
      }
    }
  }

  synchronized void endTrial(int trial) throws IOException {
    checkOpen();
    PendingTrial ending = pending(trial);
    if (ending.isFilling()) {
      moveOn(trial, ending);
    }
    ending.end();
    while (hasEnded(running)) {
      running++;
      PendingTrial next = trials.get(running);
      readable += next == null ? 0 : next.chunks();
    }
    notifyAll();
  }

  /// Says that no trial follows.
  synchronized void finish() {
    finished = true;
    notifyAll();
  }

  /// Says that the reader failed: whoever puts or waits gets an exception.
  synchronized void fail(Throwable cause) {
    failure = cause;
    notifyAll();
  }

  /// Takes the next chunk, in the order of trials; waits for it, and is null at the end.
  ///
  /// @throws IllegalStateException when a trial has no end
  synchronized @Nullable SpikeChunk take() throws IOException {
    while (!closed) {
      PendingTrial first = trials.get(reading);
      if (first != null && first.chunks() > 0) {
        inMemory -= first.chunksInMemory() > 0 ? 1 : 0;
        readable--;
        notifyAll();
        return first.poll();
      }
      if (first != null && first.hasEnded()) {
        first.close();
        trials.remove(reading++);
      } else if (finished && trials.isEmpty()) {
        return null;
      } else if (finished) {
        throw new IllegalStateException("trial " + reading + " has no end");
      } else {
        await();
      }
    }
    return null;
  }

  /// Throws what the reader failed with.
  synchronized void checkOpen() throws IOException {
    Throwable cause = failure;
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof IOException) {
      throw WriteException.of(target, cause);
    }
    if (cause != null) {
      throw new IllegalStateException(target + ": could not be written: " + cause, cause);
    }
    if (closed) {
      throw new IllegalStateException(target + ": is closed");
    }
  }

  /// Drops all that waits.
  @Override
  public synchronized void close() {
    closed = true;
    trials.values().forEach(PendingTrial::close);
    trials.clear();
    notifyAll();
  }

  private PendingTrial pending(int trial) {
    if (trial < running) {
      throw new IllegalStateException("trial " + trial + " has ended, or is below 0");
    }
    return trials.computeIfAbsent(trial, PendingTrial::new);
  }

  private boolean hasEnded(int trial) {
    PendingTrial pending = trials.get(trial);
    return pending != null && pending.hasEnded();
  }

  private void moveOn(int trial, PendingTrial pending) throws IOException {
    // The other half of the memory is left to trials that cannot be read yet.
    while (readable >= Math.max(1, maxInMemory / 2)) {
      await();
      checkOpen();
    }
    int before = pending.chunksInMemory();
    pending.moveOn(inMemory < maxInMemory, target);
    inMemory += pending.chunksInMemory() - before;
    readable += trial == running ? 1 : 0;
    notifyAll();
  }

  @SuppressWarnings("WaitNotInLoop") // both callers loop
  private void await() throws InterruptedIOException {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(target + ": writing was interrupted");
    }
  }
}
