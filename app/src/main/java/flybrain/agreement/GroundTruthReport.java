package flybrain.agreement;

import flybrain.compare.GroundTruthVerdict;
import flybrain.compare.NeuronRates;
import flybrain.compare.RateComparison;
import flybrain.compare.RateMetric;
import flybrain.compare.RunComparison;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.results.BackendName;
import flybrain.tables.Table;
import flybrain.tables.TableFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `comparisons` of `ground-truth-comparison.json`: how every backend agrees with Brian2, in the
/// reference suite's form.
public final class GroundTruthReport {
  /// The numbers that this form has of rates.
  public static final List<RateMetric> METRICS =
      List.of(
          RateMetric.SPIKE_COUNT_RATIO,
          RateMetric.ACTIVE_JACCARD,
          RateMetric.ACTIVE_PRECISION,
          RateMetric.ACTIVE_RECALL,
          RateMetric.RATE_PEARSON_SHARED,
          RateMetric.MEDIAN_PCT_DIFF,
          RateMetric.MEAN_PCT_DIFF);

  private static final int DEVIATIONS = 10;

  /// Fewer shared neurons have no correlation, and the suite states no difference of them.
  private static final int FEWEST_SHARED = 2;

  private final Map<String, Object> comparisons = new LinkedHashMap<>();

  /// Adds a comparison.
  ///
  /// @param known types and sides of neurons
  public void add(BackendName backend, RunComparison runs, AnnotatedNeurons known) {
    put(backend, fields(runs, known));
  }

  /// Adds a backend without a comparison.
  ///
  /// @param status why, such as `no data`
  public void add(BackendName backend, String status) {
    put(backend, Map.of("status", status));
  }

  /// Two keys may have one name: the suite's `pytorch` on a CPU and `pytorch-cpu`.
  private void put(BackendName backend, Map<String, ?> result) {
    String name = backend.framework();
    if (!(comparisons.get(name) instanceof Map<?, ?> there) || there.containsKey("status")) {
      comparisons.put(name, result);
    } else if (!result.containsKey("status")) {
      comparisons.put("%s, %s".formatted(name, backend.key()), result);
    }
  }

  /// Objects by name of the backend, for JSON.
  public Map<String, Object> comparisons() {
    return comparisons;
  }

  /// The rows of a page, one per backend.
  public Table verdicts() {
    Table rows =
        new Table(
            "framework",
            "verdict",
            "spikes",
            "spike_count_ratio",
            "jaccard",
            "pearson_correlation",
            "median_pct_diff");
    comparisons.forEach((name, result) -> {
      Map<?, ?> fields = (Map<?, ?>) result;
      List<@Nullable Object> row = new ArrayList<>(List.of(name));
      row.add(fields.containsKey("verdict") ? fields.get("verdict") : fields.get("status"));
      row.add(of(fields, "spike_count", "backend"));
      row.add(of(fields, "spike_count", "ratio"));
      row.add(of(fields, "active_neurons", "jaccard"));
      row.add(of(fields, "firing_rate", "pearson_correlation"));
      row.add(of(fields, "firing_rate", "median_pct_diff"));
      rows.add(row);
    });
    return rows.rounded();
  }

  private static @Nullable Object of(Map<?, ?> fields, String group, String key) {
    return fields.get(group) instanceof Map<?, ?> object ? object.get(key) : null;
  }

  private static Map<String, Object> fields(RunComparison runs, AnnotatedNeurons known) {
    RateComparison rates = runs.rates();
    List<NeuronRates> neurons = runs.neurons();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(
        "spike_count",
        object(
            List.of("ground_truth", "backend", "ratio"),
            runs.spikesA(),
            runs.spikesB(),
            runs.spikeRatio()));
    fields.put("active_neurons", activeNeurons(rates));
    fields.put("firing_rate", firingRate(neurons, rates));
    fields.put(
        "top_deviations",
        rates.shared() < FEWEST_SHARED
            ? List.of()
            : NeuronRates.mostDeviating(neurons, DEVIATIONS).stream()
                .map(neuron -> deviation(neuron, known))
                .toList());
    fields.put("verdict", GroundTruthVerdict.of(rates).name());
    return fields;
  }

  private static Map<String, @Nullable Object> activeNeurons(RateComparison rates) {
    return object(
        List.of(
            "ground_truth",
            "backend",
            "shared",
            "gt_only",
            "backend_only",
            "jaccard",
            "precision",
            "recall"),
        rates.activeA(),
        rates.activeB(),
        rates.shared(),
        rates.activeA() - rates.shared(),
        rates.activeB() - rates.shared(),
        rates.jaccard(),
        rates.precision(),
        rates.recall());
  }

  private static Map<String, @Nullable Object> firingRate(
      List<NeuronRates> neurons, RateComparison rates) {
    boolean few = rates.shared() < FEWEST_SHARED;
    return object(
        List.of("pearson_correlation", "median_pct_diff", "mean_pct_diff"),
        rates.pearson(),
        few ? null : RateMetric.MEDIAN_PCT_DIFF.of(neurons, rates),
        few ? null : RateMetric.MEAN_PCT_DIFF.of(neurons, rates));
  }

  private static Map<String, @Nullable Object> deviation(
      NeuronRates neuron, AnnotatedNeurons known) {
    return object(
        List.of("flywire_id", "gt_rate_hz", "other_rate_hz", "pct_diff", "type", "side"),
        neuron.flywireId(),
        neuron.rateA(),
        neuron.rateB(),
        Math.abs(neuron.percentDifference()),
        known.type(neuron.flywireId()),
        known.side(neuron.flywireId()));
  }

  private static Map<String, @Nullable Object> object(
      List<String> header, @Nullable Object... values) {
    return TableFiles.object(header, Arrays.asList(values));
  }
}
