package flybrain.agreement;

import static flybrain.agreement.Comparisons.NEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import flybrain.compare.RunComparison;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.results.BackendName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundTruthReportTest {
  private final GroundTruthReport report = new GroundTruthReport();

  private Map<String, Object> comparison(RunComparison runs) {
    report.add(NEST, runs, AnnotatedNeurons.NONE);
    return object(report.comparisons().get("NEST (CPU)"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }

  private static List<?> deviations(Map<String, Object> fields) {
    return (List<?>) Objects.requireNonNull(fields.get("top_deviations"));
  }

  /// Neuron 1 fires in both, 2 in Brian2 only, 3 and 4 in NEST only, 5 in both.
  private static RunComparison five() {
    return Comparisons.of(
        new double[] {10, 12},
        new double[] {4, 0},
        new double[] {0, 7},
        new double[] {0, 1},
        new double[] {20, 10});
  }

  @Test
  void counts_areOfBrian2First() {
    Map<String, Object> fields = comparison(five());
    assertThat(object(fields.get("spike_count")))
        .isEqualTo(Map.of("ground_truth", 34L, "backend", 30L, "ratio", 30 / 34.0));
    assertThat(object(fields.get("active_neurons")))
        .isEqualTo(
            Map.of(
                "ground_truth", 3,
                "backend", 4,
                "shared", 2,
                "gt_only", 1,
                "backend_only", 2,
                "jaccard", 0.4,
                "precision", 0.5,
                "recall", 2 / 3.0));
  }

  /// Of two neurons the correlation is 1 or -1; they differ by 20 % and 50 %.
  @Test
  void rates_areOfSharedNeurons() {
    Map<String, Object> rates = object(comparison(five()).get("firing_rate"));
    assertThat(rates.keySet())
        .containsExactly("pearson_correlation", "median_pct_diff", "mean_pct_diff");
    // Rounding of means.
    assertThat((Double) rates.get("pearson_correlation")).isCloseTo(-1, within(1e-12));
    assertThat(rates).contains(entry("median_pct_diff", 35.0), entry("mean_pct_diff", 35.0));
  }

  @Test
  void fields_areInTheSuitesOrder() {
    assertThat(comparison(five()).keySet())
        .containsExactly(
            "spike_count", "active_neurons", "firing_rate", "top_deviations", "verdict");
    assertThat(comparison(five())).contains(entry("verdict", "DEVIATED"));
  }

  @Test
  void deviations_areAbsoluteAndLargestFirst(@TempDir Path folder) throws IOException {
    AnnotatedNeurons known = Comparisons.known(folder, "1,MN9,left\n");
    report.add(NEST, five(), known);
    List<?> deviations = deviations(object(report.comparisons().get("NEST (CPU)")));
    assertThat(deviations).hasSize(2);
    assertThat(object(deviations.get(0)))
        .isEqualTo(
            Map.of(
                "flywire_id",
                5L,
                "gt_rate_hz",
                20.0,
                "other_rate_hz",
                10.0,
                "pct_diff",
                50.0,
                "type",
                "",
                "side",
                ""));
    assertThat(object(deviations.get(1)))
        .contains(entry("flywire_id", 1L), entry("pct_diff", 20.0), entry("type", "MN9"))
        .contains(entry("side", "left"));
  }

  /// Of equal differences those of smaller ids come first.
  @Test
  void atMostTenDeviations_areListed() {
    double[][] rates =
        IntStream.range(0, 15)
            .mapToObj(k -> new double[] {10, k == 12 ? 30 : 11})
            .toArray(double[][]::new);
    assertThat(deviations(comparison(Comparisons.of(rates))))
        .<Object>extracting(each -> object(each).get("flywire_id"))
        .containsExactly(13L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void singleSharedNeuron_hasNoDifferences() {
    Map<String, Object> fields =
        comparison(Comparisons.of(new double[] {10, 20}, new double[] {5, 0}));
    assertThat(object(fields.get("firing_rate")))
        .hasSize(3)
        .allSatisfy((key, value) -> assertThat(value).as(key.toString()).isNull());
    assertThat(deviations(fields)).isEmpty();
    assertThat(fields.get("verdict")).isEqualTo("DEVIATED");
  }

  @Test
  void silence_hasNoRatio() {
    Map<String, Object> fields = comparison(Comparisons.of());
    assertThat(object(fields.get("spike_count")).get("ratio")).isNull();
    assertThat(object(fields.get("active_neurons")).get("jaccard")).isEqualTo(0.0);
  }

  /// Two keys have one name: the suite's `pytorch` on a CPU, and `pytorch-cpu`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no data | no data | no data | -",
        "no data | yes | success | -",
        "yes | no data | success | -",
        "unreadable | no data | no data | -",
        "yes | yes | success | success"
      })
  void secondOfAName_hasItsKeyOnlyIfBothHaveData(
      String first, String second, String one, String other) {
    add("pytorch", first);
    add("pytorch-cpu", second);
    assertThat(outcome("PyTorch (CPU)")).isEqualTo(one);
    assertThat(outcome("PyTorch (CPU), pytorch-cpu")).isEqualTo(other);
    assertThat(report.comparisons()).hasSize(other.equals("-") ? 1 : 2);
  }

  private void add(String key, String status) {
    BackendName backend = new BackendName(key, "PyTorch (CPU)");
    if (status.equals("yes")) {
      report.add(backend, five(), AnnotatedNeurons.NONE);
    } else {
      report.add(backend, status);
    }
  }

  private @Nullable Object outcome(String name) {
    Object fields = report.comparisons().get(name);
    return fields == null
        ? "-"
        : object(fields).containsKey("verdict") ? "success" : object(fields).get("status");
  }

  @Test
  void verdicts_haveARowForEachBackend() {
    report.add(new BackendName("genn", "GeNN (GPU)"), "no data");
    report.add(NEST, five(), AnnotatedNeurons.NONE);
    assertThat(report.verdicts().csv())
        .isEqualTo(
            """
            framework,verdict,spikes,spike_count_ratio,jaccard,pearson_correlation,median_pct_diff
            GeNN (GPU),no data,,,,,
            NEST (CPU),DEVIATED,30,0.8824,0.4,-1.0,35.0
            """);
  }
}
