package flybrain.engine;

/// What a trial keeps about each neuron beside its state. A spike needs all of it, so the entries
/// of a neuron share a line of the cache.
final class NeuronTable {
  private static final int COLUMNS = 4;
  private static final int PLACE = 1;
  private static final int ROW = 2;
  private static final int FLAGS = 3;
  private static final int DRIVEN = 1;
  private static final int CUT_OUTGOING = 2;

  /// By neuron: first active step, place + 1, row + 1, flags.
  private final int[] entries;

  NeuronTable(int neurons) {
    entries = new int[COLUMNS * neurons];
  }

  private NeuronTable(NeuronTable other) {
    entries = other.entries.clone();
  }

  NeuronTable copy() {
    return new NeuronTable(this);
  }

  int neurons() {
    return entries.length / COLUMNS;
  }

  /// First step at which a neuron is no longer refractory; 0 for one that has not spiked.
  int activeFrom(int neuron) {
    return entries[COLUMNS * neuron];
  }

  void setActiveFrom(int neuron, int step) {
    entries[COLUMNS * neuron] = step;
  }

  /// Place of a neuron among the [AwakeNeurons], or -1 if it is not awake.
  int place(int neuron) {
    return entries[COLUMNS * neuron + PLACE] - 1;
  }

  void setPlace(int neuron, int place) {
    entries[COLUMNS * neuron + PLACE] = place + 1;
  }

  /// Number of a neuron's row in [AwakeRows], or -1 if it has none.
  int row(int neuron) {
    return entries[COLUMNS * neuron + ROW] - 1;
  }

  void setRow(int neuron, int row) {
    entries[COLUMNS * neuron + ROW] = row + 1;
  }

  /// Whether a neuron has input events, and so no refractory period.
  boolean isDriven(int neuron) {
    return (entries[COLUMNS * neuron + FLAGS] & DRIVEN) != 0;
  }

  void setDriven(int neuron, boolean driven) {
    setFlag(neuron, DRIVEN, driven);
  }

  /// Whether the spikes of a neuron reach no other.
  boolean isCutOutgoing(int neuron) {
    return (entries[COLUMNS * neuron + FLAGS] & CUT_OUTGOING) != 0;
  }

  void setCutOutgoing(int neuron, boolean cut) {
    setFlag(neuron, CUT_OUTGOING, cut);
  }

  private void setFlag(int neuron, int flag, boolean value) {
    int i = COLUMNS * neuron + FLAGS;
    entries[i] = value ? entries[i] | flag : entries[i] & ~flag;
  }
}
