package flybrain.connectome;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Collects connections in any order and sorts them into rows; repeated pairs add up. Used by one
/// thread. It holds 12 bytes for each connection added, 2^31 - 9 of them at most, and sorts them by
/// counting the connections of each presynaptic neuron, then each row that is not in order yet.
///
///     Connections two =
///         new ConnectionsBuilder(3).add(0, 1, 25).add(1, 2, -8).build();
public final class ConnectionsBuilder {
  private int neurons;

  /// Of each connection in the order of adding; the first `size` count.
  private int[] presynaptic;

  /// The postsynaptic neuron in the upper half, the signed number of synapses in the lower.
  private long[] targetsAndWeights;

  private int size;
  private long summedPairs;
  private long contradictingPairs;
  private long cancelledPairs;
  private long droppedPairs;
  private long droppedSynapses;

  /// @param neurons number of neurons, whose indices are 0 .. neurons - 1
  public ConnectionsBuilder(int neurons) {
    this(neurons, 1024);
  }

  /// @param neurons number of neurons, whose indices are 0 .. neurons - 1
  /// @param expected number of connections to make room for; more may come
  public ConnectionsBuilder(int neurons, int expected) {
    this.neurons = neurons;
    this.presynaptic = new int[Math.max(expected, 16)];
    this.targetsAndWeights = new long[presynaptic.length];
  }

  /// Adds a connection.
  ///
  /// @param pre presynaptic neuron index
  /// @param post postsynaptic neuron index
  /// @param weight signed number of synapses; negative inhibits; 0 makes a connection without
  ///   effect
  /// @return this
  /// @throws IndexOutOfBoundsException for an index that no neuron has
  public ConnectionsBuilder add(int pre, int post, int weight) {
    if (pre < 0 || pre >= neurons || post < 0 || post >= neurons) {
      throw new IndexOutOfBoundsException(
          "connection %d -> %d: indices must be 0 .. %d".formatted(pre, post, neurons - 1));
    }
    if (size == presynaptic.length) {
      int capacity = (int) Math.min(2L * size, Integer.MAX_VALUE - 8);
      presynaptic = Arrays.copyOf(presynaptic, capacity);
      targetsAndWeights = Arrays.copyOf(targetsAndWeights, capacity);
    }
    presynaptic[size] = pre;
    targetsAndWeights[size++] = ((long) post << 32) | (weight & 0xFFFF_FFFFL);
    return this;
  }

  /// The connections in rows, each row ordered by postsynaptic neuron; the builder is empty after.
  ///
  /// @throws ArithmeticException if the synapses of a pair add up beyond 32 bits
  public Connections build() {
    return build(1);
  }

  /// As [#build()], without pairs of few synapses.
  ///
  /// @param least fewest synapses of a pair that is kept, whatever their signs; 1 keeps also pairs
  ///   of 0
  Connections build(int least) {
    int[] rowStart = rowStarts();
    long[] rows = intoRows(rowStart);
    Arena arena = Arena.ofAuto();
    MemorySegment targets = arena.allocate(Connections.INT, rows.length);
    MemorySegment weights = arena.allocate(Connections.INT, rows.length);
    int written = 0;
    for (int pre = 0; pre < neurons; pre++) {
      int from = rowStart[pre];
      int to = rowStart[pre + 1];
      rowStart[pre] = written;
      sort(rows, from, to);
      for (int k = from; k < to; ) {
        int post = post(rows[k]);
        int end = k + 1;
        while (end < to && post(rows[end]) == post) {
          end++;
        }
        if (least > 1 && isDropped(rows, k, end, least)) {
          k = end;
          continue;
        }
        long weight = sum(rows, k, end);
        k = end;
        targets.setAtIndex(Connections.INT, written, post);
        weights.setAtIndex(Connections.INT, written, checked(pre, post, weight));
        written++;
      }
    }
    rowStart[neurons] = written;
    long bytes = 4L * written;
    return new Connections(rowStart, targets.asSlice(0, bytes), weights.asSlice(0, bytes));
  }

  /// Number of pairs that stood twice or more, known after [#build].
  long summedPairs() {
    return summedPairs;
  }

  /// Number of pairs that stood with both signs, known after [#build].
  long contradictingPairs() {
    return contradictingPairs;
  }

  /// Number of pairs that add up to 0, known after [#build].
  long cancelledPairs() {
    return cancelledPairs;
  }

  /// How many connections were added.
  int size() {
    return size;
  }

  /// Gives all neurons other indices.
  ///
  /// @param newIndices by the indices they have
  void renumber(int[] newIndices) {
    for (int k = 0; k < size; k++) {
      presynaptic[k] = newIndices[presynaptic[k]];
      long post = newIndices[post(targetsAndWeights[k])];
      targetsAndWeights[k] = (post << 32) | (targetsAndWeights[k] & 0xFFFF_FFFFL);
    }
    neurons = newIndices.length;
  }

  /// Number of pairs with too few synapses, known after [#build(int)].
  long droppedPairs() {
    return droppedPairs;
  }

  /// Number of synapses of these pairs, known after [#build(int)].
  long droppedSynapses() {
    return droppedSynapses;
  }

  private boolean isDropped(long[] rows, int from, int to, int least) {
    long synapses = 0;
    for (int k = from; k < to; k++) {
      synapses += Math.abs((long) (int) rows[k]);
    }
    if (synapses >= least) {
      return false;
    }
    droppedPairs++;
    droppedSynapses += synapses;
    return true;
  }

  /// The synapses of the rows of a pair.
  private long sum(long[] rows, int from, int to) {
    if (to - from == 1) {
      return (int) rows[from];
    }
    long sum = 0;
    boolean excites = false;
    boolean inhibits = false;
    for (int k = from; k < to; k++) {
      int weight = (int) rows[k];
      excites |= weight > 0;
      inhibits |= weight < 0;
      sum += weight;
    }
    summedPairs++;
    contradictingPairs += excites && inhibits ? 1 : 0;
    cancelledPairs += excites && inhibits && sum == 0 ? 1 : 0;
    return sum;
  }

  /// The first connection of each row, neurons + 1 entries.
  private int[] rowStarts() {
    int[] rowStart = new int[neurons + 1];
    for (int k = 0; k < size; k++) {
      rowStart[presynaptic[k] + 1]++;
    }
    for (int i = 0; i < neurons; i++) {
      rowStart[i + 1] += rowStart[i];
    }
    return rowStart;
  }

  /// The connections, row after row, each row in the order of adding.
  private long[] intoRows(int[] rowStart) {
    int[] next = Arrays.copyOf(rowStart, neurons);
    long[] rows = new long[size];
    for (int k = 0; k < size; k++) {
      rows[next[presynaptic[k]]++] = targetsAndWeights[k];
    }
    presynaptic = new int[16];
    targetsAndWeights = new long[16];
    size = 0;
    return rows;
  }

  private static int post(long targetAndWeight) {
    return (int) (targetAndWeight >>> 32);
  }

  private static int checked(int pre, int post, long weight) {
    if (weight != (int) weight) {
      throw new PairOverflowException(pre, post, weight);
    }
    return (int) weight;
  }

  private static void sort(long[] rows, int from, int to) {
    for (int k = from + 1; k < to; k++) {
      if (rows[k - 1] > rows[k]) {
        Arrays.sort(rows, from, to);
        return;
      }
    }
  }
}
