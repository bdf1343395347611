package flybrain.connectome;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Collects connections in any order and sorts them into rows; pairs that stand twice add up.
public final class ConnectionsBuilder {
  private final int neurons;
  private int[] presynaptic = new int[1024];
  private int[] postsynaptic = new int[1024];
  private int[] synapses = new int[1024];
  private int size;

  public ConnectionsBuilder(int neurons) {
    this.neurons = neurons;
  }

  /// Adds a connection.
  ///
  /// @param pre presynaptic neuron index
  /// @param post postsynaptic neuron index
  /// @param weight signed number of synapses
  public ConnectionsBuilder add(int pre, int post, int weight) {
    if (pre < 0 || pre >= neurons || post < 0 || post >= neurons) {
      throw new IndexOutOfBoundsException(
          "connection %d -> %d: indices must be 0 .. %d".formatted(pre, post, neurons - 1));
    }
    if (size == presynaptic.length) {
      int capacity = 2 * size;
      presynaptic = Arrays.copyOf(presynaptic, capacity);
      postsynaptic = Arrays.copyOf(postsynaptic, capacity);
      synapses = Arrays.copyOf(synapses, capacity);
    }
    presynaptic[size] = pre;
    postsynaptic[size] = post;
    synapses[size++] = weight;
    return this;
  }

  /// The connections in rows, each row ordered by postsynaptic neuron.
  ///
  /// @throws ArithmeticException when the synapses of a pair add up beyond 32 bits
  public Connections build() {
    int[] byPost = sortedBy(postsynaptic, identity());
    int[] order = sortedBy(presynaptic, byPost);
    int[] rowStart = new int[neurons + 1];
    Arena arena = Arena.ofAuto();
    MemorySegment targets = arena.allocate(Connections.INT, size);
    MemorySegment weights = arena.allocate(Connections.INT, size);
    int written = 0;
    int lastPre = -1;
    int lastPost = -1;
    for (int k : order) {
      int pre = presynaptic[k];
      int post = postsynaptic[k];
      if (pre == lastPre && post == lastPost) {
        int sum = Math.addExact(weights.getAtIndex(Connections.INT, written - 1), synapses[k]);
        weights.setAtIndex(Connections.INT, written - 1, sum);
        continue;
      }
      targets.setAtIndex(Connections.INT, written, post);
      weights.setAtIndex(Connections.INT, written, synapses[k]);
      written++;
      rowStart[pre + 1]++;
      lastPre = pre;
      lastPost = post;
    }
    for (int i = 0; i < neurons; i++) {
      rowStart[i + 1] += rowStart[i];
    }
    long bytes = 4L * written;
    return new Connections(rowStart, targets.asSlice(0, bytes), weights.asSlice(0, bytes));
  }

  private int[] identity() {
    int[] order = new int[size];
    for (int k = 0; k < size; k++) {
      order[k] = k;
    }
    return order;
  }

  /// A stable counting sort of `order` by the neuron that `key` gives each connection.
  private int[] sortedBy(int[] key, int[] order) {
    int[] next = new int[neurons + 1];
    for (int k = 0; k < size; k++) {
      next[key[k] + 1]++;
    }
    for (int i = 0; i < neurons; i++) {
      next[i + 1] += next[i];
    }
    int[] sorted = new int[size];
    for (int k : order) {
      sorted[next[key[k]]++] = k;
    }
    return sorted;
  }
}
