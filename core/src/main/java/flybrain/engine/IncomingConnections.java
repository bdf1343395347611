package flybrain.engine;

import java.util.Arrays;

/// The connections of the neurons that spike, listed by dormant target: what a neuron that wakes
/// has to look up.
final class IncomingConnections {
  private final AwakeNeurons awake;
  private final AwakeRows rows;
  private final ConnectionRow source;

  /// The last connection that was listed to each neuron, plus 1; 0 if there is none.
  private int[] last = {};

  /// The connection before of the same target, plus 1; its row, and its signed number of synapses.
  private int[] before = new int[256];

  private int[] row = new int[256];
  private int[] weight = new int[256];
  private int size;

  /// Rows from this on are not listed yet.
  private int listed;

  IncomingConnections(EventBrain brain, AwakeNeurons awake, AwakeRows rows) {
    this.awake = awake;
    this.rows = rows;
    this.source = new ConnectionRow(brain.connections);
  }

  /// A copy.
  ///
  /// @param awake a copy of those of the other, as `rows`
  IncomingConnections(
      IncomingConnections other, EventBrain brain, AwakeNeurons awake, AwakeRows rows) {
    this(brain, awake, rows);
    last = other.last.clone();
    int room = Math.max(before.length, other.size);
    before = Arrays.copyOf(other.before, room);
    row = Arrays.copyOf(other.row, room);
    weight = Arrays.copyOf(other.weight, room);
    size = other.size;
    listed = other.listed;
  }

  /// Lists no row.
  void clear() {
    Arrays.fill(last, 0);
    size = 0;
    listed = 0;
  }

  /// The last connection to a dormant neuron, or -1 if there is none.
  int last(int neuron) {
    if (last.length == 0) {
      last = new int[awake.neurons()];
    }
    for (; listed < rows.count(); listed++) {
      list(listed);
    }
    return last[neuron] - 1;
  }

  private void list(int ofRow) {
    source.read(rows.presynaptic(ofRow));
    if (size + source.size() > before.length) {
      int room = 2 * (size + source.size());
      before = Arrays.copyOf(before, room);
      row = Arrays.copyOf(row, room);
      weight = Arrays.copyOf(weight, room);
    }
    for (int c = 0; c < source.size(); c++) {
      int target = source.targets()[c];
      if (awake.place(target) < 0) {
        before[size] = last[target];
        row[size] = ofRow;
        weight[size] = source.weights()[c];
        last[target] = ++size;
      }
    }
  }

  /// The connection to the same target before one, or -1.
  int before(int connection) {
    return before[connection] - 1;
  }

  int row(int connection) {
    return row[connection];
  }

  int weight(int connection) {
    return weight[connection];
  }

  /// Appends a neuron that woke to the rows that were read.
  void addToRows(int neuron, int place) {
    for (int c = last[neuron] - 1; c >= 0; c = before(c)) {
      if (rows.isRead(row[c])) {
        rows.append(row[c], place, weight[c]);
      }
    }
  }
}
