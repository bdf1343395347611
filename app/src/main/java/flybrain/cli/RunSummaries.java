package flybrain.cli;

import flybrain.cli.RunSummary.NeuronRate;
import flybrain.connectome.Neurons;
import flybrain.experiment.NeuronNames;
import flybrain.experiment.NeuronSet;
import flybrain.laboratory.Report;
import flybrain.spikes.SpikeStatistics;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/// Makes the summary of a run from its report.
final class RunSummaries {
  /// How many of the most active neurons are shown.
  private static final int MOST_ACTIVE = 10;

  /// How many of the most active driven neurons: all of a set have about one rate.
  private static final int MOST_ACTIVE_DRIVEN = 3;

  private final Report report;
  private final Neurons neurons;
  private final NeuronNames names;
  private final Set<Integer> driven;

  private RunSummaries(Report report, NeuronNames names) {
    this.report = report;
    this.neurons = report.plan().brain().neurons();
    this.names = names;
    this.driven = report.plan().experiment().everDriven().boxed().collect(Collectors.toSet());
  }

  static RunSummary of(Report report, NeuronNames names) {
    RunSummaries rates = new RunSummaries(report, names);
    return new RunSummary(
        report,
        rates.mostActive(neuron -> !rates.driven.contains(neuron), MOST_ACTIVE),
        rates.mostActive(rates.driven::contains, MOST_ACTIVE_DRIVEN),
        rates.readOuts(),
        names.sourceOfSides().orElse(""));
  }

  /// Rates are only computed for the neurons that are shown: hundreds may have fired.
  private List<NeuronRate> mostActive(IntPredicate which, int limit) {
    return report
        .statistics()
        .mostActive()
        .filter(which)
        .boxed()
        .sorted(this::compare)
        .limit(limit)
        .map(neuron -> rate(names.name(neurons.id(neuron)), neuron))
        .toList();
  }

  /// The one with most spikes first, ties by id.
  private int compare(int one, int other) {
    SpikeStatistics statistics = report.statistics();
    int bySpikes =
        Double.compare(statistics.spikesOf(other).mean(), statistics.spikesOf(one).mean());
    return bySpikes == 0 ? Long.compare(neurons.id(one), neurons.id(other)) : bySpikes;
  }

  private List<NeuronRate> readOuts() {
    return report.plan().experiment().readOuts().stream()
        .flatMap(set -> set.stream().mapToObj(neuron -> rate(nameIn(set), neuron)))
        .toList();
  }

  /// A neuron that was asked for by its id has no other name.
  private static String nameIn(NeuronSet set) {
    return set.name().chars().allMatch(Character::isDigit) ? "" : set.name();
  }

  private NeuronRate rate(String name, int neuron) {
    long id = neurons.id(neuron);
    return new NeuronRate(
        name,
        names.cell(id),
        names.side(id),
        id,
        neuron,
        driven.contains(neuron),
        report.rate(neuron));
  }
}
