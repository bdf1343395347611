package flybrain.cli;

import flybrain.backend.Backend;
import flybrain.cli.RunReport.NeuronRate;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Resolution;
import flybrain.spikes.SpikeStatistics;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes the report of a run from what was counted.
final class RunReports {
  /// How many of the most active neurons are shown.
  private static final int MOST_ACTIVE = 10;

  /// How many of the most active driven neurons: all of a set have about one rate.
  private static final int MOST_ACTIVE_DRIVEN = 3;

  private final Connectome connectome;
  private final Experiment experiment;
  private final SpikeStatistics statistics;
  private final NeuronNames names;
  private final Set<Integer> driven;

  private RunReports(
      Connectome connectome, Experiment experiment, SpikeStatistics statistics, NeuronNames names) {
    this.connectome = connectome;
    this.experiment = experiment;
    this.statistics = statistics;
    this.names = names;
    this.driven = experiment.driven().boxed().collect(Collectors.toSet());
  }

  static RunReport of(
      Connectome connectome,
      Resolution resolution,
      Backend backend,
      SpikeStatistics statistics,
      NeuronNames names,
      RunReport.Times times,
      @Nullable Path file) {
    RunReports rates = new RunReports(connectome, resolution.experiment(), statistics, names);
    return new RunReport(
        connectome,
        resolution.experiment(),
        backend.key(),
        backend.framework(),
        statistics.spikes(),
        statistics.activeNeurons(),
        statistics.spikesPerTrial(),
        statistics.activePerTrial(),
        rates.mostActive(neuron -> !rates.driven.contains(neuron), MOST_ACTIVE),
        rates.mostActive(rates.driven::contains, MOST_ACTIVE_DRIVEN),
        rates.readOuts(),
        times,
        file,
        resolution.warnings());
  }

  private List<NeuronRate> mostActive(IntPredicate which, int limit) {
    return statistics
        .mostActive()
        .filter(which)
        .mapToObj(neuron -> rate(names.name(connectome.neurons().id(neuron)), neuron))
        .sorted(
            Comparator.comparingDouble((NeuronRate neuron) -> -neuron.rate().mean())
                .thenComparingLong(NeuronRate::flywireId))
        .limit(limit)
        .toList();
  }

  private List<NeuronRate> readOuts() {
    return experiment.readOuts().stream()
        .flatMap(set -> set.stream().mapToObj(neuron -> rate(nameIn(set), neuron)))
        .toList();
  }

  /// A neuron that was asked for by its id has no other name.
  private static String nameIn(NeuronSet set) {
    return set.name().chars().allMatch(Character::isDigit) ? "" : set.name();
  }

  private NeuronRate rate(String name, int neuron) {
    return new NeuronRate(
        name,
        connectome.neurons().id(neuron),
        neuron,
        driven.contains(neuron),
        statistics.spikesOf(neuron).times(1 / experiment.duration()));
  }
}
