package flybrain.engine;

import flybrain.connectome.Connections;
import java.lang.foreign.MemorySegment;

/// One row of the connections, copied into arrays: the loops over it are then as fast as on arrays
/// from the start, also before they are compiled.
final class ConnectionRow {
  /// 32-bit numbers in a line of the cache.
  static final int LINE = 16;

  /// How much of a row is read ahead: from there on the processor does it by itself.
  static final int AHEAD = 6 * LINE;

  private final Connections connections;
  private int[] targets = new int[256];
  private int[] weights = new int[256];
  private int size;

  ConnectionRow(Connections connections) {
    this.connections = connections;
  }

  void read(int pre) {
    size = connections.outDegree(pre);
    if (size > targets.length) {
      targets = new int[2 * size];
      weights = new int[2 * size];
    }
    long offset = Connections.INT.byteSize() * connections.rowStart(pre);
    MemorySegment.copy(connections.targets(), Connections.INT, offset, targets, 0, size);
    MemorySegment.copy(connections.weights(), Connections.INT, offset, weights, 0, size);
  }

  /// Reads where a row is and what it begins with; returns a number without meaning.
  int readAhead(int pre) {
    long start = connections.rowStart(pre);
    int end = Math.min(connections.outDegree(pre), AHEAD);
    int sum = 0;
    for (int k = 0; k < end; k += LINE) {
      sum +=
          connections.targets().getAtIndex(Connections.INT, start + k)
              + connections.weights().getAtIndex(Connections.INT, start + k);
    }
    return sum;
  }

  int size() {
    return size;
  }

  /// Postsynaptic neurons; the first [#size] entries count.
  int[] targets() {
    return targets;
  }

  /// Signed numbers of synapses; the first [#size] entries count.
  int[] weights() {
    return weights;
  }
}
