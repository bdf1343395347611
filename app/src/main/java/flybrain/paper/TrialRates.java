package flybrain.paper;

import flybrain.PythonNumber;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Recorded;
import flybrain.spikes.FiringRates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The rates of all neurons that fired in some experiments, from their spike files.
final class TrialRates {
  private final List<Recorded> experiments;
  private final List<FiringRates> rates;

  private TrialRates(List<Recorded> experiments, List<FiringRates> rates) {
    this.experiments = experiments;
    this.rates = rates;
  }

  static TrialRates of(CampaignResults results, List<Recorded> experiments) throws IOException {
    List<FiringRates> rates = new ArrayList<>();
    for (Recorded each : experiments) {
      rates.add(
          FiringRates.of(results.spikesOf(each), each.duration(), Math.toIntExact(each.trials())));
    }
    return new TrialRates(experiments, rates);
  }

  /// A row for each neuron by ascending id: id, name, and a statistic of each experiment's rates
  /// over its trials, 0 where it did not fire.
  List<List<String>> table(Map<Long, String> names, ToDoubleFunction<double[]> statistic) {
    long[] ids = rates.stream().flatMapToLong(TrialRates::ids).distinct().sorted().toArray();
    List<List<String>> rows = new ArrayList<>();
    for (long id : ids) {
      List<String> row = new ArrayList<>(List.of(Long.toString(id), names.getOrDefault(id, "")));
      for (FiringRates each : rates) {
        int neuron = each.indexOf(id);
        row.add(
            PythonNumber.text(neuron < 0 ? 0 : statistic.applyAsDouble(ofTrials(each, neuron))));
      }
      rows.add(row);
    }
    return rows;
  }

  /// Ids of the neurons with the highest rates, ties by id.
  ///
  /// @param experiment empty if it is not among these, because nothing fired
  List<Long> mostActive(String experiment, int count) {
    int place = experiments.stream().map(Recorded::name).toList().indexOf(experiment);
    if (place < 0) {
      return List.of();
    }
    FiringRates of = Objects.requireNonNull(rates.get(place));
    return ids(of)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Long id) -> -of.rate(of.indexOf(id)).mean())
                .thenComparingLong(id -> id))
        .limit(count)
        .toList();
  }

  private static LongStream ids(FiringRates rates) {
    return IntStream.range(0, rates.neurons()).mapToLong(rates::flywireId);
  }

  private static double[] ofTrials(FiringRates rates, int neuron) {
    double[] ofTrials = new double[rates.trials()];
    for (int trial = 0; trial < ofTrials.length; trial++) {
      ofTrials[trial] = rates.spikes(trial, neuron) / rates.tRun();
    }
    return ofTrials;
  }
}
