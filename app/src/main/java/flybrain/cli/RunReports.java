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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes the report of a run from what was counted.
final class RunReports {
  /// How many of the most active neurons are shown.
  private static final int MOST_ACTIVE = 10;

  private final Connectome connectome;
  private final Experiment experiment;
  private final SpikeStatistics statistics;
  private final Set<Integer> driven;

  private RunReports(Connectome connectome, Experiment experiment, SpikeStatistics statistics) {
    this.connectome = connectome;
    this.experiment = experiment;
    this.statistics = statistics;
    this.driven =
        IntStream.concat(
                experiment.drive().neurons().stream(), experiment.drive2().neurons().stream())
            .boxed()
            .collect(Collectors.toSet());
  }

  static RunReport of(
      Connectome connectome,
      Resolution resolution,
      Backend backend,
      SpikeStatistics statistics,
      RunReport.Times times,
      Path file) {
    RunReports rates = new RunReports(connectome, resolution.experiment(), statistics);
    return new RunReport(
        connectome,
        resolution.experiment(),
        backend.key(),
        backend.framework(),
        statistics.spikes(),
        statistics.activeNeurons(),
        statistics.spikesPerTrial(),
        statistics.activePerTrial(),
        rates.mostActive(),
        rates.readOuts(),
        times,
        file,
        resolution.warnings());
  }

  private List<NeuronRate> mostActive() {
    return statistics
        .mostActive()
        .mapToObj(neuron -> rate("", neuron))
        .sorted(
            Comparator.comparingDouble((NeuronRate neuron) -> -neuron.rate().mean())
                .thenComparingLong(NeuronRate::flywireId))
        .limit(MOST_ACTIVE)
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
