package flybrain.spikes;

import flybrain.files.WriteException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts trials that come at once and in any order one after the other, in bounded memory.
///
/// The lowest trial that has not ended passes straight through; its thread waits when the reader
/// does not keep up. Trials after it wait in memory, and in overflow files when that is full.
final class TrialQueue implements AutoCloseable {
  /// Chunks that the passing trial may be ahead of the reader: 4 MiB.
  private static final int PASSING_CHUNKS = 64;

  private final Path target;
  private final int maxWaitingChunks;
  private final Map<Integer, PendingTrial> trials = new HashMap<>();
  private int passing;
  private int waitingChunks;
  private boolean finished;
  private boolean closed;
  private @Nullable Throwable failure;

  /// @param target the spike file; overflow files stand beside it
  /// @param maxWaitingChunks chunks of waiting trials held in memory
  TrialQueue(Path target, int maxWaitingChunks) {
    this.target = target;
    this.maxWaitingChunks = maxWaitingChunks;
  }

  /// Takes the next spikes of a trial.
  synchronized void put(int trial, int[] steps, int[] neurons, int count) throws IOException {
    PendingTrial pending = pending(trial);
    int from = 0;
    while (from < count) {
      checkOpen();
      from += pending.add(steps, neurons, from, count);
      if (pending.isChunkFull()) {
        moveOn(trial, pending);
        notifyAll();
      }
    }
  }

  synchronized void endTrial(int trial) throws IOException {
    checkOpen();
    pending(trial).end();
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
  /// @throws IllegalStateException when a trial did not end
  synchronized @Nullable SpikeChunk take() throws IOException {
    while (!closed) {
      PendingTrial first = trials.get(passing);
      if (first != null) {
        SpikeChunk chunk = first.poll();
        if (chunk != null) {
          notifyAll();
          return chunk;
        }
        if (first.isDone()) {
          passOn(first);
          continue;
        }
      }
      if (finished) {
        if (!trials.isEmpty()) {
          throw new IllegalStateException("trial " + passing + " did not end");
        }
        return null;
      }
      await();
    }
    return null;
  }

  /// Throws what the reader failed with.
  synchronized void checkOpen() throws IOException {
    Throwable cause = failure;
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
    if (trial < passing) {
      throw new IllegalStateException("trial " + trial + " has ended, or is below 0");
    }
    return trials.computeIfAbsent(trial, PendingTrial::new);
  }

  private void moveOn(int trial, PendingTrial pending) throws IOException {
    if (pending.hasOverflow()) {
      pending.setAside(target);
    } else if (trial == passing) {
      while (pending.chunksInMemory() >= PASSING_CHUNKS) {
        await();
        checkOpen();
      }
      pending.keepInMemory();
    } else if (waitingChunks < maxWaitingChunks) {
      pending.keepInMemory();
      waitingChunks++;
    } else {
      pending.setAside(target);
    }
  }

  private void passOn(PendingTrial done) {
    done.close();
    trials.remove(passing);
    passing++;
    PendingTrial next = trials.get(passing);
    if (next != null) {
      waitingChunks -= next.chunksInMemory();
    }
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
