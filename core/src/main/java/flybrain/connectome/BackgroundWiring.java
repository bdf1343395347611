package flybrain.connectome;

import flybrain.SplitMix64;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Map;

/// The synthetic brain outside its circuits: degrees, signs, and random connections.
///
/// Each neuron has an exact out-degree and draws so many different targets, each with a probability
/// in proportion to an in-degree of the same distribution (as Chung and Lu 2002, doi
/// 10.1007/PL00012580). A neuron excites all its targets or inhibits all.
final class BackgroundWiring {
  /// Out-degrees of circuit members: enough for their circuit, but no hub, so the number of
  /// deliveries in a run does not depend on a single neuron.
  private static final int LEAST_MEMBER_DEGREE = 40;

  private static final int MOST_MEMBER_DEGREE = 400;

  /// Share of inhibitory neurons in %, as in the connections of five and more synapses of v783.
  private static final int INHIBITORY = 32;

  private final CircuitWiring circuits;
  private final SplitMix64 random;

  BackgroundWiring(CircuitWiring circuits, SplitMix64 random) {
    this.circuits = circuits;
    this.random = random;
  }

  /// The connections of circuits and background together.
  ///
  /// @param quotas out-degrees of all neurons, ascending
  /// @param synapses synapses of each connection outside of circuits, in random order
  Connections connect(int[] quotas, short[] synapses) {
    int[] outDegree = outDegrees(quotas);
    int[] candidates = candidates(quotas);
    Arena arena = Arena.ofAuto();
    MemorySegment targets = arena.allocate(Connections.INT, candidates.length);
    MemorySegment weights = arena.allocate(Connections.INT, candidates.length);
    int[] rowStart = new int[outDegree.length + 1];
    int[] lastSource = new int[outDegree.length];
    Arrays.fill(lastSource, -1);
    int used = 0;
    for (int source = 0; source < outDegree.length; source++) {
      long[] row = new long[outDegree[source]];
      int filled = fillFromCircuits(source, row, lastSource);
      while (filled < row.length) {
        int target = candidates[random.below(candidates.length)];
        if (lastSource[target] != source) {
          lastSource[target] = source;
          row[filled++] = packed(target, synapses[used++]);
        }
      }
      Arrays.sort(row);
      int sign = isInhibitory(source) ? -1 : 1;
      int at = rowStart[source];
      for (long connection : row) {
        targets.setAtIndex(Connections.INT, at, (int) (connection >>> Integer.SIZE));
        weights.setAtIndex(Connections.INT, at++, sign * (int) connection);
      }
      rowStart[source + 1] = at;
    }
    return new Connections(rowStart, targets, weights);
  }

  /// Puts a neuron's connections within circuits into its row, and marks it and their targets as no
  /// longer to be drawn.
  ///
  /// @param lastSource the last neuron that took each neuron for a target
  /// @return how many there are
  private int fillFromCircuits(int source, long[] row, int[] lastSource) {
    lastSource[source] = source;
    int filled = 0;
    for (Map.Entry<Integer, Integer> connection : circuits.row(source).entrySet()) {
      lastSource[connection.getKey()] = source;
      row[filled++] = packed(connection.getKey(), connection.getValue());
    }
    return filled;
  }

  private static long packed(int target, int synapses) {
    return ((long) target << Integer.SIZE) | synapses;
  }

  private boolean isInhibitory(int neuron) {
    return circuits.isMember(neuron)
        ? circuits.isInhibitory(neuron)
        : random.below(100) < INHIBITORY;
  }

  /// Deals the out-degrees to the neurons.
  private int[] outDegrees(int[] quotas) {
    int[] pool = quotas.clone();
    random.shuffle(pool);
    int[] outDegree = new int[pool.length];
    int dealt = 0;
    for (int neuron = 0; neuron < pool.length; neuron++) {
      if (circuits.isMember(neuron)) {
        int least = Math.max(LEAST_MEMBER_DEGREE, circuits.row(neuron).size());
        int k = dealt;
        while (pool[k] < least || pool[k] > MOST_MEMBER_DEGREE) {
          k++;
        }
        outDegree[neuron] = pool[k];
        pool[k] = pool[dealt++];
      }
    }
    for (int neuron = 0; neuron < pool.length; neuron++) {
      if (!circuits.isMember(neuron)) {
        outDegree[neuron] = pool[dealt++];
      }
    }
    return outDegree;
  }

  /// Neurons to draw targets from, each as often as its share of all connections: in-degrees are
  /// distributed as out-degrees are, independently of them.
  private int[] candidates(int[] quotas) {
    int[] inDegree = quotas.clone();
    random.shuffle(inDegree);
    int[] candidates = new int[Arrays.stream(quotas).sum()];
    int from = 0;
    for (int neuron = 0; neuron < inDegree.length; neuron++) {
      Arrays.fill(candidates, from, from + inDegree[neuron], neuron);
      from += inDegree[neuron];
    }
    return candidates;
  }
}
