package flybrain.spikes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The spikes of one trial that wait for their turn, in their order: first those in memory, then
/// those in an overflow file, then the chunk that is being filled.
final class PendingTrial implements AutoCloseable {
  private final int trial;
  private final Deque<SpikeChunk> inMemory = new ArrayDeque<>();
  private @Nullable SpikeOverflow overflow;
  private SpikeChunk filling;
  private int lastStep = -1;
  private int lastNeuron = -1;
  private boolean ended;

  PendingTrial(int trial) {
    this.trial = trial;
    this.filling = new SpikeChunk(trial);
  }

  /// Appends spikes while the chunk being filled has room; returns how many.
  int add(int[] steps, int[] neurons, int from, int to) {
    if (ended) {
      throw new IllegalStateException("trial " + trial + " goes on after its end");
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
    return filling.isFull();
  }

  /// Moves the full chunk on within memory.
  void keepInMemory() {
    if (overflow != null && !overflow.isEmpty()) {
      throw new IllegalStateException("spikes in memory would overtake those in the file");
    }
    inMemory.add(filling);
    filling = new SpikeChunk(trial);
  }

  /// Moves the full chunk on to the overflow file.
  void setAside(Path target) throws IOException {
    if (overflow == null) {
      overflow = new SpikeOverflow(target, trial);
    }
    overflow.write(filling);
    filling.size = 0;
  }

  /// Whether spikes wait in the overflow file.
  boolean hasOverflow() {
    return overflow != null && !overflow.isEmpty();
  }

  int chunksInMemory() {
    return inMemory.size();
  }

  void end() {
    if (ended) {
      throw new IllegalStateException("trial " + trial + " ends twice");
    }
    ended = true;
  }

  /// Whether the trial has ended and all its spikes were taken.
  boolean isDone() {
    return ended && inMemory.isEmpty() && !hasOverflow() && filling.size == 0;
  }

  /// Takes the first chunk off; null when there is none as yet.
  @Nullable SpikeChunk poll() throws IOException {
    SpikeChunk first = inMemory.poll();
    if (first != null) {
      return first;
    }
    if (overflow != null && !overflow.isEmpty()) {
      return overflow.read(trial);
    }
    if (ended && filling.size > 0) {
      SpikeChunk last = filling;
      filling = new SpikeChunk(trial);
      return last;
    }
    return null;
  }

  @Override
  public void close() {
    if (overflow != null) {
      overflow.close();
    }
  }
}
