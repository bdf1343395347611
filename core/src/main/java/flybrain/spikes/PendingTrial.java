package flybrain.spikes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The spikes of one trial that wait for their turn, in their order: first chunks in memory, then
/// chunks in an overflow file, then the chunk that is being filled.
final class PendingTrial implements AutoCloseable {
  private final int trial;
  private final Deque<SpikeChunk> inMemory = new ArrayDeque<>();
  private @Nullable SpikeOverflow overflow;
  private @Nullable SpikeChunk filling;
  private int lastStep = -1;
  private int lastNeuron = -1;
  private boolean ended;

  PendingTrial(int trial) {
    this.trial = trial;
  }

  /// Appends spikes while the chunk being filled has room; returns how many.
  int add(int[] steps, int[] neurons, int from, int to) {
    if (ended) {
      throw new IllegalStateException("trial " + trial + " continues after its end");
    }
    if (filling == null) {
      filling = new SpikeChunk(trial);
    }
    int count = filling.add(steps, neurons, from, to);
    for (int i = from; i < from + count; i++) {
      if (steps[i] < lastStep || (steps[i] == lastStep && neurons[i] <= lastNeuron)) {
        throw new IllegalArgumentException(
            "trial %d: a spike at step %d of neuron %d follows one at step %d of neuron %d; spikes must be ordered by step and neuron index"
                .formatted(trial, steps[i], neurons[i], lastStep, lastNeuron));
      }
      lastStep = steps[i];
      lastNeuron = neurons[i];
    }
    return count;
  }

  /// Whether the chunk being filled has to be moved on before more can be added.
  boolean isChunkFull() {
    return filling != null && filling.isFull();
  }

  /// Whether there is a chunk being filled.
  boolean isFilling() {
    return filling != null;
  }

  /// Moves the chunk being filled to the waiting chunks: in memory if allowed, otherwise in a file.
  void moveOn(boolean mayStayInMemory, Path target) throws IOException {
    SpikeChunk chunk = filling;
    if (chunk == null) {
      return;
    }
    boolean wouldOvertake = overflow != null && overflow.chunks() > 0;
    if (mayStayInMemory && !wouldOvertake) {
      inMemory.add(chunk);
    } else {
      if (overflow == null) {
        overflow = new SpikeOverflow(target, trial);
      }
      overflow.write(chunk);
    }
    filling = null;
  }

  void end() {
    if (ended) {
      throw new IllegalStateException("trial " + trial + " ends twice");
    }
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }

  /// Number of chunks that wait, in memory and in the file.
  int chunks() {
    return inMemory.size() + (overflow == null ? 0 : overflow.chunks());
  }

  int chunksInMemory() {
    return inMemory.size();
  }

  /// Removes and returns the first waiting chunk; null if there is none.
  @Nullable SpikeChunk poll() throws IOException {
    SpikeChunk first = inMemory.poll();
    if (first == null && overflow != null && overflow.chunks() > 0) {
      return overflow.read();
    }
    return first;
  }

  @Override
  public void close() {
    if (overflow != null) {
      overflow.close();
    }
  }
}
