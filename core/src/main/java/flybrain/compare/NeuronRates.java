package flybrain.compare;

import flybrain.spikes.FiringRates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The rates of one neuron in two files.
///
/// @param flywireId FlyWire root id
/// @param rateA in Hz in the first file, 0 when it did not fire there
/// @param rateB in Hz in the second file, 0 when it did not fire there
public record NeuronRates(long flywireId, double rateA, double rateB) {
  /// Every neuron that fired in either file, in ascending order of ids. A rate is the number of
  /// spikes in all trials over the time of all trials.
  ///
  /// @param tRun duration of a trial in s, of both
  /// @param trials number of trials, of both; further trials do not count
  public static List<NeuronRates> of(FiringRates a, FiringRates b, double tRun, int trials) {
    double time = tRun * trials;
    List<NeuronRates> rates = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < a.neurons() || j < b.neurons()) {
      boolean endA = i == a.neurons();
      boolean endB = j == b.neurons();
      int order = endA ? 1 : endB ? -1 : Long.compare(a.flywireId(i), b.flywireId(j));
      long id = order <= 0 ? a.flywireId(i) : b.flywireId(j);
      long countA = order <= 0 ? spikes(a, trials, i++) : 0;
      long countB = order >= 0 ? spikes(b, trials, j++) : 0;
      rates.add(new NeuronRates(id, countA / time, countB / time));
    }
    return rates;
  }

  /// The shared neurons whose rates differ most, in % of the first rate, the largest difference
  /// first.
  public static List<NeuronRates> mostDeviating(List<NeuronRates> neurons, int most) {
    return neurons.stream()
        .filter(NeuronRates::isShared)
        .sorted(Comparator.comparingDouble((NeuronRates n) -> -Math.abs(n.percentDifference())))
        .limit(most)
        .toList();
  }

  /// The first rate of each neuron.
  static double[] ofA(List<NeuronRates> neurons) {
    return neurons.stream().mapToDouble(NeuronRates::rateA).toArray();
  }

  /// The second rate of each neuron.
  static double[] ofB(List<NeuronRates> neurons) {
    return neurons.stream().mapToDouble(NeuronRates::rateB).toArray();
  }

  /// Whether the neuron fired in both files.
  public boolean isShared() {
    return rateA > 0 && rateB > 0;
  }

  /// How much the second rate lies above the first one, in percent of the first; infinite where
  /// only the second is above 0.
  public double percentDifference() {
    return (rateB - rateA) / rateA * 100;
  }

  private static long spikes(FiringRates rates, int trials, int neuron) {
    long sum = 0;
    for (int trial = 0; trial < trials; trial++) {
      sum += rates.spikes(trial, neuron);
    }
    return sum;
  }
}
