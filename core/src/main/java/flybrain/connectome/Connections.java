package flybrain.connectome;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The connections of a connectome in compressed sparse rows, one row a presynaptic neuron.
///
/// Row `i` is the range `rowStart(i) .. rowStart(i + 1) - 1` of connections, ordered by
/// postsynaptic neuron, each pair once. The segments are off-heap or memory-mapped, little-endian,
/// shared by all threads and never written. [ConnectionsBuilder] makes them.
///
///     for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
///       use(pre, connections.target(c), connections.weight(c));
///     }
public final class Connections {
  /// A 32-bit number as the segments hold it.
  public static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);

  private final int[] rowStart;
  private final MemorySegment targets;
  private final MemorySegment weights;
  private final @Nullable ArrayFile file;

  /// @param rowStart first connection of each row, neurons + 1 entries; not copied, never written
  /// @param targets postsynaptic neuron index of each connection, int32
  /// @param weights signed number of synapses of each connection (negative: inhibitory), int32
  Connections(int[] rowStart, MemorySegment targets, MemorySegment weights) {
    this(rowStart, targets, weights, null);
  }

  /// @param file what the segments are mapped from
  Connections(
      int[] rowStart, MemorySegment targets, MemorySegment weights, @Nullable ArrayFile file) {
    this.rowStart = rowStart;
    this.targets = targets;
    this.weights = weights;
    this.file = file;
  }

  /// The file that the connections are mapped from; empty for connections that were read or made in
  /// memory.
  public Optional<ArrayFile> file() {
    return Optional.ofNullable(file);
  }

  /// Number of neurons, with or without connections.
  public int neurons() {
    return rowStart.length - 1;
  }

  /// The number of connections.
  public int size() {
    return rowStart[rowStart.length - 1];
  }

  /// The number of synapses of all connections together, whatever their signs; reads all of them.
  public long synapses() {
    long sum = 0;
    for (long k = 0; k < size(); k++) {
      sum += Math.abs((long) weights.getAtIndex(INT, k));
    }
    return sum;
  }

  /// The first connection of a presynaptic neuron; `rowStart(neurons())` is [#size].
  ///
  /// @param neuron 0 .. [#neurons]
  public int rowStart(int neuron) {
    return rowStart[neuron];
  }

  /// The first connection of each row, neurons + 1 entries; a copy.
  int[] rowStarts() {
    return rowStart.clone();
  }

  /// The presynaptic neuron of a connection, found by bisection.
  int presynaptic(int connection) {
    int low = 0;
    int high = neurons() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (rowStart[middle] <= connection) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// Number of postsynaptic neurons of a neuron, itself included where it connects to itself.
  ///
  /// @param neuron 0 .. [#neurons] - 1
  public int outDegree(int neuron) {
    return rowStart[neuron + 1] - rowStart[neuron];
  }

  /// The index of the postsynaptic neuron of a connection.
  ///
  /// @param connection 0 .. [#size] - 1
  public int target(int connection) {
    return targets.getAtIndex(INT, connection);
  }

  /// The signed number of synapses of a connection: negative if it inhibits; 0 where the rows of a
  /// pair cancel out.
  ///
  /// @param connection 0 .. [#size] - 1
  public int weight(int connection) {
    return weights.getAtIndex(INT, connection);
  }

  /// The postsynaptic neuron of every connection, [#size] numbers of the layout [#INT]; shared,
  /// never written.
  public MemorySegment targets() {
    return targets;
  }

  /// The signed number of synapses of every connection, [#size] numbers of the layout [#INT];
  /// shared, never written.
  public MemorySegment weights() {
    return weights;
  }
}
