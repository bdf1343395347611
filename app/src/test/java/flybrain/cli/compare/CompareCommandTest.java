package flybrain.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import flybrain.cli.Cli;
import flybrain.external.Backends;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Goldens are by numpy and pandas: `app/src/test/python/make_compare_files.py`.
class CompareCommandTest {
  private static final Path DATA = Path.of("src/test/resources/flybrain/compare");

  /// Of sums in another order than numpy's pairwise one, over at most 2154 terms.
  private static final double ROUNDING = 1e-11;

  @TempDir Path folder;

  @Test
  void pairs_haveTheNumbersOfNumpy() throws IOException {
    Cli cli = Cli.run("compare", "pairs", "--run-label", "schemas", "--data", DATA, "-o", folder);
    assertThat(cli.err()).isEmpty();
    assertThat(cli.exitCode()).isZero();
    List<NamedCsvRecord> rows = read(folder.resolve("pairwise_summary.csv"));
    List<NamedCsvRecord> goldens = read(DATA.resolve("golden.csv"));
    assertThat(rows).hasSameSizeAs(goldens);
    for (int row = 0; row < rows.size(); row++) {
      List<String> columns = goldens.get(row).getHeader();
      for (String column : columns.subList(0, columns.indexOf("median_pct_diff"))) {
        assertCell(rows.get(row).getField(column), goldens.get(row).getField(column), column);
      }
    }
    assertThat(JsonMapper.shared().readTree(folder.resolve("missing_inputs.json")).values())
        .extracting(entry -> entry.get("backend").stringValue())
        .containsExactly("brian2cuda");
    JsonNode json = JsonMapper.shared().readTree(folder.resolve("pairwise_summary.json"));
    assertThat(json.get(1).get("backend_b").stringValue()).isEqualTo("nestgpu");
    assertThat(json.get(1).get("rate_pearson_shared").isNull()).isTrue();
  }

  @Test
  void parityRates_areThoseOfNumpy() throws IOException {
    Cli.run(
        "compare", "pairs", "--run-label", "schemas", "--data", DATA, "-o", folder, "--parquet");
    List<NamedCsvRecord> rows = read(folder.resolve("parity_rates.csv"));
    List<NamedCsvRecord> goldens = read(DATA.resolve("golden-parity.csv"));
    assertThat(rows).hasSameSizeAs(goldens);
    for (int row = 0; row < rows.size(); row++) {
      for (String column : goldens.get(row).getHeader()) {
        assertCell(rows.get(row).getField(column), goldens.get(row).getField(column), column);
      }
    }
    try (ParquetReader parquet = new ParquetReader(folder.resolve("parity_rates.parquet"))) {
      assertThat(parquet.rows()).isEqualTo(goldens.size());
      assertThat(parquet.columns()).isEqualTo(rows.getFirst().getHeader());
    }
    assertThat(folder.resolve("pairwise_summary.parquet")).exists();
    assertThat(folder.resolve("noise_floor.parquet")).exists();
  }

  @Test
  void backend_hasTheNumbersOfNumpyInEveryRound() throws IOException {
    Cli cli =
        Cli.run(
            (Object[])
                ("compare backend --run_label schemas --backend pytorch --rounds 1 2 --include-timing"
                        + " --data "
                        + DATA
                        + " -o "
                        + folder)
                    .split(" ", -1));
    assertThat(cli.err()).isEmpty();
    NamedCsvRecord row = read(folder.resolve("pytorch_vs_brian2_rate_summary.csv")).getFirst();
    NamedCsvRecord golden = read(DATA.resolve("golden.csv")).getFirst();
    for (String column : golden.getHeader()) {
      String ours =
          column
              .replace("_b_over_a", "_comparison_over_reference")
              .replaceAll("_a$", "_reference")
              .replaceAll("_b$", "_comparison");
      if (!column.startsWith("backend") && !column.endsWith("_pct_diff")) {
        assertCell(row.getField(ours), golden.getField(column), column);
      }
    }
    assertThat(row.getField("active_union")).isEqualTo("35");
    assertThat(folder.resolve("pytorch_vs_brian2_rate_parity.csv")).exists();
    assertThat(
            JsonMapper.shared()
                .readTree(folder.resolve("pytorch_vs_brian2_missing_inputs.json"))
                .values())
        .extracting(entry -> entry.get("backend").stringValue() + entry.get("round").intValue())
        .containsExactly("brian2cpp2", "pytorch2");
  }

  @Test
  void withoutIncludeTiming_timingColumnsAreEmpty() throws IOException {
    Cli.run(
        (Object[])
            ("compare backend --run-label schemas --backend event --data " + DATA + " -o " + folder)
                .split(" ", -1));
    NamedCsvRecord row = read(folder.resolve("event_vs_brian2_rate_summary.csv")).getFirst();
    assertThat(row.getFields().subList(22, 28)).containsOnly("");
    assertThat(row.getField("rate_pearson_shared")).isNotEmpty();
  }

  @Test
  void groundTruth_hasTheNumbersOfNumpy() throws IOException {
    Path file = folder.resolve("truth.json");
    Cli cli =
        Cli.run(
            (Object[])
                ("compare ground-truth --t_run 0.5 --n_run 3 --run-label schemas --data "
                        + DATA
                        + " -o "
                        + file)
                    .split(" ", -1));
    assertThat(cli.err()).isEmpty();
    JsonNode comparisons = JsonMapper.shared().readTree(file).get("comparisons");
    for (NamedCsvRecord golden : read(DATA.resolve("golden.csv"))) {
      if (golden.getField("backend_a").equals("brian2cpp")) {
        String framework = Backends.named(golden.getField("backend_b")).framework();
        assertComparison(comparisons.get(framework), golden);
      }
    }
    assertThat(comparisons.get("Brian2CUDA (GPU)").get("status").stringValue())
        .isEqualTo("no data");
    assertThat(cli.out())
        .contains("Brian2 (CPU), round 1, 0.5 s, 3 trials: 1,599 spikes, 30 active neurons\n")
        .containsPattern(
            "PyTorch \\(CUDA\\) +2154 +1.347 +30 +25 +0.7143 +0.8936 +14.29 +DEVIATED\n")
        .contains("skipped, no file: Brian2CUDA (GPU)\n");
  }

  private static void assertComparison(JsonNode comparison, NamedCsvRecord golden)
      throws IOException {
    Map<String, String> numbers =
        Map.of(
            "spike_count/backend", "spikes_b",
            "spike_count/ratio", "spike_count_ratio_b_over_a",
            "active_neurons/shared", "active_shared",
            "active_neurons/jaccard", "active_jaccard",
            "active_neurons/precision", "active_precision_b_over_a",
            "active_neurons/recall", "active_recall_b_over_a",
            "firing_rate/pearson_correlation", "rate_pearson_shared");
    numbers.forEach(
        (path, column) -> assertNumber(comparison.at("/" + path), golden.getField(column), path));
    String backend = golden.getField("backend_b");
    List<NamedCsvRecord> deviations =
        read(DATA.resolve("golden-deviations.csv")).stream()
            .filter(row -> row.getField("backend").equals(backend))
            .toList();
    JsonNode found = comparison.get("top_deviations");
    assertThat(found.size()).as(backend).isEqualTo(deviations.size());
    for (int k = 0; k < deviations.size(); k++) {
      for (String column : List.of("flywire_id", "gt_rate_hz", "other_rate_hz", "pct_diff")) {
        assertNumber(found.get(k).get(column), deviations.get(k).getField(column), column);
      }
    }
    // For a single shared neuron the reference suite reports no differences.
    boolean known = Integer.parseInt(golden.getField("active_shared")) > 1;
    for (String column : List.of("median_pct_diff", "mean_pct_diff")) {
      assertNumber(
          comparison.at("/firing_rate/" + column), known ? golden.getField(column) : "", column);
    }
    boolean match = backend.equals("event");
    assertThat(comparison.get("verdict").stringValue()).isEqualTo(match ? "MATCH" : "DEVIATED");
  }

  private static void assertNumber(JsonNode found, String golden, String what) {
    if (golden.isEmpty()) {
      assertThat(found.isNull()).as(what).isTrue();
    } else {
      assertThat(found.doubleValue())
          .as(what)
          .isCloseTo(Double.parseDouble(golden), within(ROUNDING));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|compare ground-truth --run-label demo|ground truth is Brian2",
        "1|compare pairs --run-label dem|no such folder of results; did you mean 'demo'?",
        "1|compare pairs --run-label demo --round 9|no spike files to compare",
        "2|compare backend --run-label demo --backend pytorhc|did you mean 'pytorch'?",
        "2|compare backend --run-label demo --backend brian2cpp|is the ground truth; name another",
        "2|compare pairs --run-label demo --tolerance-ms -1|must be at least 0",
        "2|compare pairs --run-label demo --t-run -1|--t-run -1.0: must be above 0 s",
        "2|compare backend --run-label demo --backend event --rounds 0|round 0: must be at least 1",
        "2|compare ground-truth --t_run NaN|--t-run nan: must be above 0 s and finite",
        "2|compare ground-truth --n_run 0|--n-run 0: must be at least 1",
        "2|compare pairs|--run-label"
      })
  void mistake_isExplainedAndLeavesNothing(int code, String arguments, String message)
      throws IOException {
    Cli cli =
        Cli.run(
            (Object[])
                (arguments + " --data " + DATA + " -o " + folder.resolve("out")).split(" ", -1));
    assertThat(cli.err()).contains(message).doesNotContain("\tat ");
    assertThat(cli.exitCode()).isEqualTo(code);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void truncatedFile_isNamedAndNothingIsWritten() throws IOException {
    Path round = Files.createDirectories(folder.resolve("results/demo/round_01"));
    String name = "brian2cpp_t0.5s_n3.parquet";
    byte[] whole = Files.readAllBytes(DATA.resolve("results/demo/round_01").resolve(name));
    Files.write(round.resolve(name), Arrays.copyOf(whole, whole.length / 2));
    Cli cli = Cli.run("compare", "pairs", "--run-label", "demo", "--data", folder);
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains(name).doesNotContain("\tat ");
    assertThat(folder.resolve("results/demo/comparisons")).doesNotExist();
  }

  @Test
  void durationsNamedAsWholeNumbers_areFound() throws IOException {
    Path round = Files.createDirectories(folder.resolve("results/whole/round_01"));
    for (String key : List.of("brian2cpp", "event")) {
      Files.copy(
          DATA.resolve("results/demo/round_01").resolve(key + "_t0.5s_n3.parquet"),
          round.resolve(key + "_t1s_n3.parquet"));
    }
    Cli cli = Cli.run("compare", "pairs", "--run-label", "whole", "--data", folder);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).contains("1 comparison, ");
  }

  @Test
  void noComparison_isAFailure() throws IOException {
    Path round = Files.createDirectories(folder.resolve("results/single/round_01"));
    String name = "brian2cpp_t0.5s_n3.parquet";
    Files.copy(DATA.resolve("results/demo/round_01").resolve(name), round.resolve(name));
    Cli cli = Cli.run("compare", "pairs", "--run-label", "single", "--data", folder);
    assertThat(cli.out()).contains("0 comparisons");
    assertThat(cli.exitCode()).isEqualTo(1);
    Cli truth =
        Cli.run(
            (Object[])
                ("compare ground-truth --run-label single --t_run 0.5 --n_run 3 --data " + folder)
                    .split(" ", -1));
    assertThat(truth.out())
        .contains("skipped, no file: Brian2CUDA (GPU), PyTorch (CUDA), NEST GPU (it writes no file")
        .contains("0 comparisons");
    assertThat(truth.exitCode()).isEqualTo(1);
  }

  private static void assertCell(String cell, String golden, String column) {
    if (golden.isEmpty() || column.startsWith("backend")) {
      assertThat(cell).as(column).isEqualTo(golden);
    } else {
      assertThat(Double.parseDouble(cell))
          .as(column)
          .isCloseTo(Double.parseDouble(golden), within(ROUNDING));
    }
  }

  private static List<NamedCsvRecord> read(Path file) throws IOException {
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      return csv.stream().toList();
    }
  }
}
