package flybrain.figures;

import flybrain.compare.ComparedRun;
import flybrain.compare.Margins;
import flybrain.compare.MeanDifference;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.figures.RunActivity.Group;
import flybrain.spikes.FiringRates;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The rates of every neuron that fired in either of two runs, those that differ most first.
final class ComparedRates {
  /// A neuron in both runs.
  ///
  /// @param label its name where it has one, otherwise its FlyWire root id with type and side,
  ///   where these are known
  /// @param a rate in the first run in Hz
  /// @param b rate in the second run in Hz
  record Neuron(long flywireId, String label, Group group, double a, double b) {
    /// Second minus first rate in Hz.
    double difference() {
      return b - a;
    }

    /// Whether the rates differ by more than what [ComparedRates#band] allows.
    boolean isOutside() {
      return Math.abs(difference()) > band(a);
    }
  }

  private final ComparedRun a;
  private final ComparedRun b;
  private final List<Neuron> neurons;

  private ComparedRates(ComparedRun a, ComparedRun b, List<Neuron> neurons) {
    this.a = a;
    this.b = b;
    this.neurons = neurons;
  }

  /// @param facts with the driven neurons and the names of read-outs
  /// @param known types and sides of neurons
  static ComparedRates of(ComparedRun a, ComparedRun b, RunFacts facts, AnnotatedNeurons known) {
    Map<Long, String> labels = facts.readOutLabels();
    List<Neuron> neurons =
        LongStream.concat(ids(a.rates()), ids(b.rates()))
            .distinct()
            .mapToObj(id ->
                new Neuron(
                    id,
                    labels.containsKey(id) ? labels.get(id) : known.label(id),
                    Group.of(id, facts),
                    rate(a.rates(), id),
                    rate(b.rates(), id)))
            .sorted(
                Comparator.comparingDouble((Neuron neuron) -> -Math.abs(neuron.difference()))
                    .thenComparingLong(Neuron::flywireId))
            .toList();
    return new ComparedRates(a, b, neurons);
  }

  /// The difference in Hz from which a neuron is highlighted: the default margin of `compare
  /// equivalence`.
  ///
  /// @param rate of the first run in Hz
  static double band(double rate) {
    return Math.max(Margins.DEFAULT.neuron() * rate, Margins.DEFAULT.neuronHz());
  }

  List<Neuron> neurons() {
    return neurons;
  }

  /// The neurons whose rates differ at all, up to a limit: undriven neurons if any fired, otherwise
  /// driven ones.
  List<Neuron> mostDifferent(int limit) {
    boolean all = areAllDriven();
    return neurons.stream()
        .filter(neuron -> neuron.difference() != 0 && (all || neuron.group() != Group.DRIVEN))
        .limit(limit)
        .toList();
  }

  /// Whether no neuron fired that is not driven.
  boolean areAllDriven() {
    return neurons.stream().allMatch(neuron -> neuron.group() == Group.DRIVEN);
  }

  /// Whether any neuron that fired is driven.
  boolean areSomeDriven() {
    return neurons.stream().anyMatch(neuron -> neuron.group() == Group.DRIVEN);
  }

  /// Number of neurons outside the band.
  long outside() {
    return neurons.stream().filter(Neuron::isOutside).count();
  }

  /// Half the 95 % confidence interval of a neuron's difference in Hz, by Welch's t over trials;
  /// NaN if one run has a single trial.
  double halfWidth(Neuron neuron) {
    if (a.rates().trials() < 2 || b.rates().trials() < 2) {
      return Double.NaN;
    }
    double[] countsA = counts(a.rates(), neuron.flywireId());
    double[] countsB = counts(b.rates(), neuron.flywireId());
    return MeanDifference.of(countsA, countsB).halfWidth(0.95) / a.rates().tRun();
  }

  /// The highest rate of all in Hz.
  double highest() {
    return neurons.stream().mapToDouble(neuron -> Math.max(neuron.a(), neuron.b())).max().orElse(1);
  }

  /// The rate in Hz of a neuron with one spike in all trials of the longer run.
  double lowest() {
    return 1 / Math.max(seconds(a.rates()), seconds(b.rates()));
  }

  private static double seconds(FiringRates rates) {
    return rates.tRun() * rates.trials();
  }

  private static LongStream ids(FiringRates rates) {
    return IntStream.range(0, rates.neurons()).mapToLong(rates::flywireId);
  }

  private static double rate(FiringRates rates, long id) {
    int neuron = rates.indexOf(id);
    return neuron < 0 ? 0 : rates.rate(neuron).mean();
  }

  private static double[] counts(FiringRates rates, long id) {
    int neuron = rates.indexOf(id);
    double[] counts = new double[rates.trials()];
    for (int trial = 0; neuron >= 0 && trial < counts.length; trial++) {
      counts[trial] = rates.spikes(trial, neuron);
    }
    return counts;
  }
}
