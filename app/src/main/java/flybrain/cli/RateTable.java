package flybrain.cli;

import flybrain.InputException;
import flybrain.connectome.Neurons;
import flybrain.experiment.NeuronNames;
import flybrain.spikes.FiringRates;
import flybrain.spikes.Measurement;
import flybrain.spikes.SpikeStatistics;
import flybrain.tables.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The firing rates of neurons in experiments, as the paper's `get_rate` gives them: a row for each
/// neuron that fired in any, ascending by `flyid`, and for each experiment the mean over all trials
/// and the population standard deviation in Hz.
///
/// A neuron that fired in no trial of an experiment has no value there. The table has `name`,
/// `type` and `side` too, empty if they are not known.
final class RateTable {
  private static final String ID = "flyid";

  /// The rates of one experiment.
  ///
  /// @param rates in Hz by FlyWire root id, of the neurons that fired
  record Experiment(String name, Map<Long, Measurement> rates) {
    /// The rates in a file.
    static Experiment of(String name, FiringRates rates) {
      Map<Long, Measurement> byId = new TreeMap<>();
      for (int neuron = 0; neuron < rates.neurons(); neuron++) {
        byId.put(rates.flywireId(neuron), rates.rate(neuron));
      }
      return new Experiment(name, byId);
    }

    /// The rates of a run that has just ended.
    ///
    /// @param duration of a trial in s
    static Experiment of(
        String name, SpikeStatistics statistics, Neurons neurons, double duration) {
      Map<Long, Measurement> byId = new TreeMap<>();
      statistics
          .mostActive()
          .forEach(neuron ->
              byId.put(neurons.id(neuron), statistics.spikesOf(neuron).times(1 / duration)));
      return new Experiment(name, byId);
    }
  }

  private RateTable() {}

  /// The columns of a table.
  ///
  /// @throws InputException if two would be called the same
  static List<String> columns(List<String> experiments) {
    List<String> columns = new ArrayList<>(List.of(ID, "name", "type", "side"));
    experiments.stream().sorted().forEach(name -> columns.addAll(List.of(name, name + "_sd")));
    Set<String> different = new HashSet<>();
    for (String column : columns) {
      if (!different.add(column)) {
        throw new InputException(
            "two columns would be named '%s'; give the experiments different names with --names"
                .formatted(column));
      }
    }
    return columns;
  }

  /// The table of experiments, which are ordered by name.
  static Table of(List<Experiment> experiments, NeuronNames names) {
    List<Experiment> ordered =
        experiments.stream().sorted(Comparator.comparing(Experiment::name)).toList();
    SortedMap<Long, Double> highest = highest(ordered);
    return table(ordered, highest.keySet().stream(), names);
  }

  /// The same table with the neurons of the highest rate first, to be read.
  static Table byRate(List<Experiment> experiments, NeuronNames names) {
    List<Experiment> ordered =
        experiments.stream().sorted(Comparator.comparing(Experiment::name)).toList();
    SortedMap<Long, Double> highest = highest(ordered);
    Comparator<Map.Entry<Long, Double>> byRate = Map.Entry.comparingByValue();
    return table(
        ordered,
        highest.entrySet().stream().sorted(byRate.reversed()).map(Map.Entry::getKey),
        names);
  }

  private static SortedMap<Long, Double> highest(List<Experiment> experiments) {
    SortedMap<Long, Double> highest = new TreeMap<>();
    experiments.forEach(experiment ->
        experiment.rates().forEach((id, rate) -> highest.merge(id, rate.mean(), Math::max)));
    return highest;
  }

  private static Table table(List<Experiment> experiments, Stream<Long> ids, NeuronNames names) {
    Table table = new Table(columns(experiments.stream().map(Experiment::name).toList()));
    ids.forEach(id -> {
      List<Object> row =
          new ArrayList<>(List.of(id, names.name(id), names.type(id), names.side(id)));
      for (Experiment experiment : experiments) {
        Measurement rate = experiment.rates().get(id);
        row.add(rate == null ? Double.NaN : rate.mean());
        row.add(rate == null ? Double.NaN : rate.populationSd());
      }
      table.add(row);
    });
    return table;
  }
}
