package flybrain.connectome;

import flybrain.SplitMix64;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Connections whose postsynaptic neurons are exchanged at random, with as many connections out of
/// and into each neuron.
///
/// All postsynaptic neurons are shuffled (the configuration model); connections that then repeat a
/// pair or lead back to their neuron exchange postsynaptic neurons with random others, until there
/// is none. Where so many pairs are connected that this does not end, all connections are exchanged
/// many times from the original on (Maslov and Sneppen 2002, doi 10.1126/science.1065103). Only
/// connections of a neuron with itself stay.
final class Rewiring {
  /// Exchanges for each connection where the original is changed step by step.
  private static final int SWEEPS = 20;

  private final Connections original;
  private final SplitMix64 random;

  /// The new postsynaptic neuron of each connection of the original.
  private final int[] targets;

  private Rewiring(Connections original, long seed) {
    this.original = original;
    this.random = new SplitMix64(seed);
    this.targets = new int[original.size()];
  }

  static Connections of(Connections original, long seed) {
    Rewiring rewiring = new Rewiring(original, seed);
    if (!rewiring.shuffle()) {
      rewiring.exchangeAll();
    }
    return rewiring.inOrder();
  }

  /// Shuffles all, and repairs what is not allowed; false if that does not end.
  private boolean shuffle() {
    int[] pool = new int[targets.length];
    int size = 0;
    for (int pre = 0; pre < original.neurons(); pre++) {
      for (int c = original.rowStart(pre); c < original.rowStart(pre + 1); c++) {
        if (original.target(c) != pre) {
          pool[size++] = original.target(c);
        }
      }
    }
    pool = Arrays.copyOf(pool, size);
    random.shuffle(pool);
    int next = 0;
    for (int pre = 0; pre < original.neurons(); pre++) {
      for (int c = original.rowStart(pre); c < original.rowStart(pre + 1); c++) {
        targets[c] = original.target(c) == pre ? pre : pool[next++];
      }
    }
    return repair();
  }

  private boolean repair() {
    long triesLeft = 100L * targets.length;
    int[] lastPre = new int[original.neurons()];
    Arrays.fill(lastPre, -1);
    for (int pre = 0; pre < original.neurons(); pre++) {
      for (int c = original.rowStart(pre); c < original.rowStart(pre + 1); c++) {
        while (!isLoop(pre, c) && (targets[c] == pre || lastPre[targets[c]] == pre)) {
          if (triesLeft-- == 0) {
            return false;
          }
          exchange(pre, c);
        }
        lastPre[targets[c]] = pre;
      }
    }
    return true;
  }

  private void exchangeAll() {
    for (int c = 0; c < targets.length; c++) {
      targets[c] = original.target(c);
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int pre = 0; pre < original.neurons(); pre++) {
        for (int c = original.rowStart(pre); c < original.rowStart(pre + 1); c++) {
          if (!isLoop(pre, c)) {
            exchange(pre, c);
          }
        }
      }
    }
  }

  /// Exchanges the postsynaptic neuron of a connection with that of a random one, if both pairs are
  /// new and join two neurons.
  private void exchange(int pre, int connection) {
    int other = random.below(targets.length);
    int otherPre = original.presynaptic(other);
    int one = targets[connection];
    int two = targets[other];
    if (otherPre != pre
        && !isLoop(otherPre, other)
        && two != pre
        && one != otherPre
        && !connects(pre, two)
        && !connects(otherPre, one)) {
      targets[connection] = two;
      targets[other] = one;
    }
  }

  private boolean isLoop(int pre, int connection) {
    return original.target(connection) == pre;
  }

  private boolean connects(int pre, int post) {
    int end = original.rowStart(pre + 1);
    for (int c = original.rowStart(pre); c < end; c++) {
      if (targets[c] == post) {
        return true;
      }
    }
    return false;
  }

  /// The rows ordered by postsynaptic neuron; each connection has kept its weight.
  private Connections inOrder() {
    int[] rowStart = original.rowStarts();
    Arena arena = Arena.ofAuto();
    MemorySegment posts = arena.allocate(Connections.INT, targets.length);
    MemorySegment weights = arena.allocate(Connections.INT, targets.length);
    for (int pre = 0; pre < original.neurons(); pre++) {
      long[] row = new long[original.outDegree(pre)];
      for (int k = 0; k < row.length; k++) {
        int c = rowStart[pre] + k;
        row[k] = ((long) targets[c] << Integer.SIZE) | (original.weight(c) & 0xFFFF_FFFFL);
      }
      Arrays.sort(row);
      for (int k = 0; k < row.length; k++) {
        int c = rowStart[pre] + k;
        posts.setAtIndex(Connections.INT, c, (int) (row[k] >>> Integer.SIZE));
        weights.setAtIndex(Connections.INT, c, (int) row[k]);
      }
    }
    return new Connections(rowStart, posts, weights);
  }
}
