package flybrain.engine;

import java.util.Arrays;

/// The neurons that spiked at each of the last steps, by index or by row, in one circular buffer.
final class SpikeHistory {
  private int[] neurons;

  /// Where the spikes of a step begin, by step modulo the number of steps that are kept (a power of
  /// 2). Positions count all spikes; modulo the buffer's length (a power of 2) they are places in
  /// it.
  private final long[] start;

  private long end;

  /// The end at which there may be no room for another spike.
  private long full;

  private int step;

  /// @param steps how many finished steps are kept at least, beside the present one
  SpikeHistory(int steps) {
    this.start = new long[powerOf2(steps + 2)];
    this.neurons = new int[256];
    this.full = neurons.length;
  }

  private SpikeHistory(SpikeHistory other) {
    this.neurons = other.neurons.clone();
    this.start = other.start.clone();
    this.end = other.end;
    this.full = other.full;
    this.step = other.step;
  }

  SpikeHistory copy() {
    return new SpikeHistory(this);
  }

  /// Forgets everything; the present step is 0.
  void clear() {
    Arrays.fill(start, 0);
    end = 0;
    full = neurons.length;
    step = 0;
  }

  /// Adds a spike of the present step.
  void add(int neuron) {
    if (end == full) {
      makeRoom();
    }
    neurons[(int) end++ & (neurons.length - 1)] = neuron;
  }

  /// Ends the present step.
  void endStep() {
    step++;
    start[step & (start.length - 1)] = end;
  }

  /// Position of the first spike that is kept.
  private long oldest() {
    return start[(step + 2) & (start.length - 1)];
  }

  /// Ends the present step and those after it, without spikes, up to another.
  void skipTo(int laterStep) {
    // Longer gaps leave no step of before.
    int from = Math.max(step, laterStep - start.length);
    for (int empty = from + 1; empty <= laterStep; empty++) {
      start[empty & (start.length - 1)] = end;
    }
    step = laterStep;
  }

  /// The first step from the present one on at which spikes of a kept step are so many steps old;
  /// beyond all steps if there are none.
  int nextOfAge(int steps) {
    for (int ofStep = Math.max(0, step - steps); ofStep < step; ofStep++) {
      if (from(ofStep) < from(ofStep + 1)) {
        return ofStep + steps;
      }
    }
    return Integer.MAX_VALUE;
  }

  /// Position of the first spike of a step; the first of the next step ends it.
  long from(int ofStep) {
    return ofStep < 0 ? 0 : start[ofStep & (start.length - 1)];
  }

  /// The neuron at a position.
  int get(long position) {
    return neurons[(int) position & (neurons.length - 1)];
  }

  /// Makes room for a spike, where those that are too old leave none.
  private void makeRoom() {
    if (end == oldest() + neurons.length) {
      int[] larger = new int[2 * neurons.length];
      for (long k = oldest(); k < end; k++) {
        larger[(int) k & (larger.length - 1)] = get(k);
      }
      neurons = larger;
    }
    full = oldest() + neurons.length;
  }

  private static int powerOf2(int least) {
    return Integer.highestOneBit(Math.max(1, least - 1)) << 1;
  }
}
