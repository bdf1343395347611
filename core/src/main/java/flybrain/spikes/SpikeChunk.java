package flybrain.spikes;

/// Up to [#CAPACITY] consecutive spikes of one trial.
final class SpikeChunk {
  static final int CAPACITY = 8192;

  final int trial;
  final int[] steps = new int[CAPACITY];
  final int[] neurons = new int[CAPACITY];
  int size;

  SpikeChunk(int trial) {
    this.trial = trial;
  }

  boolean isFull() {
    return size == CAPACITY;
  }

  /// Appends as many of the spikes `from .. to - 1` as there is room for; returns how many.
  int add(int[] moreSteps, int[] moreNeurons, int from, int to) {
    int count = Math.min(to - from, CAPACITY - size);
    System.arraycopy(moreSteps, from, steps, size, count);
    System.arraycopy(moreNeurons, from, neurons, size, count);
    size += count;
    return count;
  }
}
