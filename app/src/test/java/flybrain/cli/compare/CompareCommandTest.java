package flybrain.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import flybrain.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Goldens are by numpy and pandas: app/src/test/python/make_compare_files.py.
class CompareCommandTest {
  private static final Path DATA = Path.of("src/test/resources/flybrain/compare");

  /// Of sums in another order than numpy's pairwise one, over at most 2154 terms.
  private static final double ROUNDING = 1e-11;

  @TempDir Path folder;

  @Test
  void pairs_haveTheNumbersOfNumpy() throws IOException {
    Cli cli = Cli.run("compare", "pairs", "--run-label", "demo", "--data", DATA, "-o", folder);
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
        .containsExactly("brian2cuda", "nestgpu", "genn");
    JsonNode json = JsonMapper.shared().readTree(folder.resolve("pairwise_summary.json"));
    assertThat(json.get(2).get("rate_pearson_shared").isNull()).isTrue();
  }

  @Test
  void parityRates_addUpToTheSpikes() throws IOException {
    Cli.run("compare", "pairs", "--run-label", "demo", "--data", DATA, "-o", folder);
    double spikes =
        read(folder.resolve("parity_rates.csv")).stream()
            .filter(row -> row.getField("backend_b").equals("pytorch"))
            .mapToDouble(row -> Double.parseDouble(row.getField("rate_b_hz")) * 0.5 * 3)
            .sum();
    assertThat(spikes).isCloseTo(2154, within(1e-9));
  }

  @Test
  void backend_hasTheNumbersOfNumpyInEveryRound() throws IOException {
    Cli cli =
        Cli.run(
            (Object[])
                ("compare backend --run_label demo --backend pytorch --rounds 1 2 --include-timing"
                        + " --data "
                        + DATA
                        + " -o "
                        + folder)
                    .split(" ", -1));
    assertThat(cli.err()).isEmpty();
    NamedCsvRecord row = read(folder.resolve("pytorch_vs_brian2_rate_summary.csv")).getFirst();
    NamedCsvRecord golden = read(DATA.resolve("golden.csv")).getFirst();
    for (String column :
        List.of("rate_pearson_shared", "rate_rmse_hz_shared", "timing_matches", "timing_f1")) {
      assertCell(row.getField(column), golden.getField(column), column);
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
            ("compare backend --run-label demo --backend event --data " + DATA + " -o " + folder)
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
                ("compare ground-truth --t_run 0.5 --n_run 3 --run-label demo --data "
                        + DATA
                        + " -o "
                        + file)
                    .split(" ", -1));
    assertThat(cli.err()).isEmpty();
    JsonNode comparisons = JsonMapper.shared().readTree(file).get("comparisons");
    NamedCsvRecord golden = read(DATA.resolve("golden.csv")).getFirst();
    JsonNode rate = comparisons.get("PyTorch (CUDA)").get("firing_rate");
    for (String[] names :
        List.of(
            new String[] {"pearson_correlation", "rate_pearson_shared"},
            new String[] {"median_pct_diff", "median_pct_diff"},
            new String[] {"mean_pct_diff", "mean_pct_diff"})) {
      assertThat(rate.get(names[0]).doubleValue())
          .isCloseTo(Double.parseDouble(golden.getField(names[1])), within(ROUNDING));
    }
    assertThat(comparisons.get("PyTorch (CUDA)").get("verdict").stringValue())
        .isEqualTo("DEVIATED");
    assertThat(comparisons.get("flybrain event (CPU)").get("verdict").stringValue())
        .isEqualTo("MATCH");
    assertThat(comparisons.get("PyTorch (CUDA)").get("top_deviations").size()).isEqualTo(10);
    assertThat(comparisons.get("NEST GPU").get("status").stringValue()).isEqualTo("no data");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|compare ground-truth --run-label demo|ground truth is Brian2's",
        "1|compare pairs --run-label dem|no such folder of results; did you mean 'demo'?",
        "1|compare pairs --run-label demo --round 9|no spike files to compare",
        "1|compare backend --run-label demo --backend pytorhc|did you mean 'pytorch'?",
        "2|compare pairs --run-label demo --tolerance-ms -1|must be at least 0",
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
