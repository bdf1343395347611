package flybrain.engine;

import flybrain.connectome.Connections;
import java.util.Arrays;

/// The connections of the neurons that spike in a trial, with targets by their place among the
/// [ReachedNeurons].
///
/// A row is put into this form at its first spike and kept next to the others, as long as there is
/// room: a neuron that spikes once mostly goes on.
final class ReachedRows {
  /// Connections kept at most, 16 MiB for each thread; later rows are made anew for each spike.
  private static final int MOST_KEPT = 1 << 21;

  private final ReachedNeurons reached;
  private final ConnectionRow source;

  /// Start of each neuron's row in `kept` plus 1; 0 for a row that is not kept.
  private final int[] startOf;

  private int[] kept = new int[1 << 12];
  private int keptEnd;
  private int[] unkept = {};

  private int[] row = kept;
  private int from;
  private int to;

  ReachedRows(Connections connections, ReachedNeurons reached) {
    this.reached = reached;
    this.source = new ConnectionRow(connections);
    this.startOf = new int[connections.neurons()];
  }

  /// Goes to the row of a neuron; its targets count as reached.
  void read(int pre, int outDegree) {
    if (startOf[pre] == 0) {
      translate(pre, outDegree);
    } else {
      row = kept;
      from = startOf[pre] - 1;
      to = from + 2 * outDegree;
    }
  }

  private void translate(int pre, int outDegree) {
    source.read(pre);
    int length = 2 * outDegree;
    if (keptEnd + length <= 2 * MOST_KEPT) {
      if (keptEnd + length > kept.length) {
        kept = Arrays.copyOf(kept, Math.max(2 * kept.length, keptEnd + length));
      }
      row = kept;
      from = keptEnd;
      keptEnd += length;
      startOf[pre] = from + 1;
    } else {
      if (length > unkept.length) {
        unkept = new int[2 * length];
      }
      row = unkept;
      from = 0;
    }
    to = from + length;
    int[] targets = source.targets();
    int[] weights = source.weights();
    for (int c = 0; c < outDegree; c++) {
      row[from + 2 * c] = 2 * reached.reach(targets[c]);
      row[from + 2 * c + 1] = weights[c];
    }
  }

  /// From [#from] to [#to] in turn twice the place of a target, and the signed number of synapses.
  int[] row() {
    return row;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }
}
