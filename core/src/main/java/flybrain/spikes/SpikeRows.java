package flybrain.spikes;

/// Rows of a spike file as columns, of which the first [#size] entries count.
///
/// The arrays are shared, not copied, all of one length and longer than [#size] as a rule. Entry k
/// of each is of row k.
public final class SpikeRows {
  /// The neuron index in a file without that column.
  public static final int NO_NEURON_INDEX = -1;

  private final int[] trials;
  private final double[] times;
  private final long[] flywireIds;
  private final int[] neurons;
  private int size;

  /// Rows to be filled in.
  SpikeRows(int capacity) {
    this.trials = new int[capacity];
    this.times = new double[capacity];
    this.flywireIds = new long[capacity];
    this.neurons = new int[capacity];
  }

  /// Number of rows that count.
  public int size() {
    return size;
  }

  /// Trial of each spike, counted from 0.
  public int[] trials() {
    return trials;
  }

  /// Time of each spike in ms, at least 0 and finite.
  public double[] times() {
    return times;
  }

  /// FlyWire root id of the neuron of each spike.
  public long[] flywireIds() {
    return flywireIds;
  }

  /// Neuron index of each spike, or [#NO_NEURON_INDEX].
  public int[] neurons() {
    return neurons;
  }

  void setSize(int size) {
    this.size = size;
  }

  /// Appends all rows of another block, for which there must be room.
  void append(SpikeRows more) {
    System.arraycopy(more.trials, 0, trials, size, more.size);
    System.arraycopy(more.times, 0, times, size, more.size);
    System.arraycopy(more.flywireIds, 0, flywireIds, size, more.size);
    System.arraycopy(more.neurons, 0, neurons, size, more.size);
    size += more.size;
  }
}
