package flybrain.figures;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// Which spikes of a trial two runs have in common: same neuron, same step.
final class CommonSpikes {
  /// Times closer than this are of the same step of 0.1 ms, in ms.
  private static final double SAME_STEP = 0.05;

  private final boolean[] inA;
  private final boolean[] inB;

  private CommonSpikes(boolean[] inA, boolean[] inB) {
    this.inA = inA;
    this.inB = inB;
  }

  static CommonSpikes of(TrialSpikes a, TrialSpikes b) {
    boolean[] inA = new boolean[a.size()];
    boolean[] inB = new boolean[b.size()];
    Map<Long, int[]> spikesOfB = byNeuron(b);
    byNeuron(a)
        .forEach((id, spikesA) -> {
          int[] spikesB = spikesOfB.getOrDefault(id, new int[0]);
          int i = 0;
          int j = 0;
          while (i < spikesA.length && j < spikesB.length) {
            double later = b.time(spikesB[j]) - a.time(spikesA[i]);
            if (Math.abs(later) < SAME_STEP) {
              inA[spikesA[i++]] = true;
              inB[spikesB[j++]] = true;
            } else if (later > 0) {
              i++;
            } else {
              j++;
            }
          }
        });
    return new CommonSpikes(inA, inB);
  }

  /// Whether a spike of the first run is in the second, too.
  boolean ofA(int spike) {
    return inA[spike];
  }

  /// Whether a spike of the second run is in the first, too.
  boolean ofB(int spike) {
    return inB[spike];
  }

  /// Number of spikes that both have.
  int count() {
    return (int) IntStream.range(0, inA.length).filter(k -> inA[k]).count();
  }

  /// The spikes of each neuron, in order of time.
  private static Map<Long, int[]> byNeuron(TrialSpikes trial) {
    Map<Long, Integer> counts = new HashMap<>();
    for (int k = 0; k < trial.size(); k++) {
      counts.merge(trial.flywireId(k), 1, Integer::sum);
    }
    Map<Long, int[]> spikes = new HashMap<>();
    counts.forEach((id, count) -> spikes.put(id, new int[count]));
    for (int k = trial.size() - 1; k >= 0; k--) {
      long id = trial.flywireId(k);
      int place = counts.merge(id, -1, Integer::sum);
      Objects.requireNonNull(spikes.get(id))[place] = k;
    }
    spikes.replaceAll((id, ofNeuron) -> inOrder(ofNeuron, trial));
    return spikes;
  }

  private static int[] inOrder(int[] spikes, TrialSpikes trial) {
    for (int k = 1; k < spikes.length; k++) {
      if (trial.time(spikes[k]) < trial.time(spikes[k - 1])) {
        return Arrays.stream(spikes)
            .boxed()
            .sorted(Comparator.comparingDouble(trial::time))
            .mapToInt(Integer::intValue)
            .toArray();
      }
    }
    return spikes;
  }
}
