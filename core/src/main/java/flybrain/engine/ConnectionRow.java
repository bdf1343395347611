package flybrain.engine;

import flybrain.connectome.Connections;
import java.lang.foreign.MemorySegment;

/// One row of the connections, copied into arrays: the loops over it are then as fast as on arrays
/// from the start, also before they are compiled.
final class ConnectionRow {
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
