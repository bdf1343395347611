package flybrain.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import flybrain.cli.Cli;
import flybrain.results.RunSize;
import flybrain.spikes.FiringRates;
import flybrain.spikes.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A folder as the reference suite leaves it, in all its schemas, is read whole; an independent
/// Python version of the suite's comparisons has our numbers:
/// `app/src/test/python/make_suite_folder.py`.
class SuiteFolderTest {
  private static final Path SUITE = Path.of("src/test/resources/flybrain/suite");
  private static final String LABEL = "paper_20260705_120000";

  /// Of sums in another order than pandas' pairwise one, over at most 1,000 terms.
  private static final double ROUNDING = 1e-11;

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void copy() throws IOException {
    data = folder.resolve("data");
    try (var files = Files.walk(SUITE.resolve("data"))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(SUITE.relativize(file).toString()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "labelled, --run-label paper_20260705_120000 --t_run 0.1 --n_run 4, 0",
    "silent, --run-label silent --t_run 0.1 --n_run 2, 0",
    "unlabelled, --t_run 1, 0"
  })
  void groundTruth_hasTheNumbersOfTheScript(String name, String options, int code)
      throws IOException {
    Cli cli = run("compare ground-truth " + options);
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(code);
    JsonNode golden = golden("ground-truth").get(name);
    assertSame(json(data.resolve("ground-truth-comparison.json")), golden, name);
    for (var comparison : golden.get("comparisons").properties()) {
      assertThat(cli.out()).contains(comparison.getKey());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {LABEL, "silent"})
  void pairs_haveTheNumbersOfTheScript(String label) throws IOException {
    Cli cli = run("compare pairs --run-label " + label);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    JsonNode golden = golden("pairs-" + label);
    Path comparisons = data.resolve("results").resolve(label).resolve("comparisons");
    assertRows(comparisons.resolve("pairwise_summary.csv"), golden.get("pairwise_summary"));
    assertSame(
        json(comparisons.resolve("pairwise_summary.json")), golden.get("pairwise_summary"), label);
    assertRows(comparisons.resolve("parity_rates.csv"), golden.get("parity_rates"));
    assertSame(
        json(comparisons.resolve("missing_inputs.json")), golden.get("missing_inputs"), label);
  }

  @Test
  void backend_hasTheNumbersOfTheScript() throws IOException {
    Cli cli =
        run(
            "compare backend --backend pytorch --include-timing --rounds 1 2 3 --run-label "
                + LABEL);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    Path tables = data.resolve("results").resolve(LABEL).resolve("comparisons");
    JsonNode golden = golden("backend");
    String name = "pytorch_vs_brian2_";
    assertRows(tables.resolve(name + "rate_summary.csv"), golden.get("rate_summary"));
    assertRows(tables.resolve(name + "rate_parity.csv"), golden.get("rate_parity"));
    assertSame(
        json(tables.resolve(name + "missing_inputs.json")), golden.get("missing_inputs"), name);
    assertThat(cli.out())
        .contains("skipped, no file: Brian2 (CPU) in round 3, PyTorch (CUDA) in round 3");
  }

  @Test
  void rates_areThoseOfGetRate() throws IOException {
    for (Map.Entry<String, JsonNode> file : golden("rates").properties()) {
      RunSize size = RunSize.of(Path.of(file.getKey())).orElseThrow();
      Path path = data.resolve("results").resolve(file.getKey());
      FiringRates rates = FiringRates.of(path, size.tRun(), size.trials());
      assertThat(rates.neurons()).isEqualTo(file.getValue().size());
      for (int neuron = 0; neuron < rates.neurons(); neuron++) {
        JsonNode golden = file.getValue().get(neuron);
        Measurement rate = rates.rate(neuron);
        assertThat(rates.flywireId(neuron)).isEqualTo(golden.get(0).longValue());
        assertThat(rate.mean()).isCloseTo(golden.get(1).doubleValue(), within(ROUNDING));
        assertThat(rate.populationSd()).isCloseTo(golden.get(2).doubleValue(), within(ROUNDING));
      }
    }
  }

  @Test
  void audit_findsNothing() {
    Cli cli = run("compare audit " + data);
    assertThat(cli.out()).startsWith("0 errors, 0 warnings in 17 spike files with ");
    assertThat(cli.exitCode()).isZero();
  }

  @Test
  void otherCountsOfNestGpu_areFound() throws IOException {
    Path table = data.resolve("benchmark-results.csv");
    String text = Files.readString(table);
    Files.writeString(table, text.replaceFirst(",12,success(.*nestgpu)", ",11,success$1"));
    assertThat(Files.readString(table)).isNotEqualTo(text);
    assertThat(run("compare audit " + data).out())
        .contains("number of active neurons differs")
        .contains("11 as benchmark-results.csv says");
  }

  @Test
  void noiseFloor_readsEveryFile() throws IOException {
    for (int round = 1; round <= 2; round++) {
      try (var files = Files.list(data.resolve("results/" + LABEL + "/round_0" + round))) {
        for (Path file : files.toList()) {
          Cli cli = run("compare noise-floor " + file);
          assertThat(cli.exitCode()).as(cli.err()).isZero();
          assertThat(cli.out()).contains("6 splits of its 4 trials");
        }
      }
    }
    Cli silent =
        run("compare noise-floor " + data.resolve("results/silent/round_01/genn_t0.1s_n2.parquet"));
    assertThat(silent.exitCode()).as(silent.err()).isZero();
  }

  @Test
  void report_keepsTheProcessorsOfPyTorchApart() throws IOException {
    Cli now = run("report --csv " + data.resolve("benchmark-results.csv"));
    assertThat(now.exitCode()).as(now.err()).isZero();
    assertThat(now.out()).contains("PyTorch (CPU),pytorch-cpu,0.1,4,2,0");
    Path march = folder.resolve("march.csv");
    Files.copy(SUITE.resolve("march/benchmark-results.csv"), march);
    assertThat(run("report --csv " + march).out())
        .contains("PyTorch (CPU),pytorch-cpu,100.0,30,1,0")
        .contains("PyTorch (CUDA),pytorch,100.0,30,1,0")
        .contains("NEST GPU,nestgpu,100.0,30,1,0");
    assertThat(folder.resolve("report/report.html")).exists();
  }

  private Cli run(String command) {
    String data =
        command.contains(this.data.toString()) || command.startsWith("report")
            ? ""
            : " --data " + this.data;
    return Cli.run((Object[]) (command + data).split(" ", -1));
  }

  private static JsonNode golden(String name) {
    return json(SUITE.resolve("golden").resolve(name + ".json"));
  }

  private static JsonNode json(Path file) {
    return JsonMapper.shared().readTree(file);
  }

  /// All of the golden, numbers up to rounding, paths by their end; ours may have more.
  private static void assertSame(JsonNode ours, JsonNode golden, String at) {
    if (golden.isObject()) {
      golden
          .properties()
          .forEach(field ->
              assertSame(ours.path(field.getKey()), field.getValue(), at + "/" + field.getKey()));
    } else if (golden.isArray()) {
      assertThat(ours.size()).as(at).isEqualTo(golden.size());
      for (int k = 0; k < golden.size(); k++) {
        assertSame(ours.get(k), golden.get(k), at + "/" + k);
      }
    } else if (golden.isFloatingPointNumber()) {
      assertThat(ours.doubleValue()).as(at).isCloseTo(golden.doubleValue(), within(ROUNDING));
    } else if (at.endsWith("path")) {
      assertThat(ours.stringValue()).as(at).endsWith(golden.stringValue());
    } else {
      assertThat(ours).as(at).isEqualTo(golden);
    }
  }

  /// A table of neurons has types and sides behind the columns of the script.
  private static void assertRows(Path csv, JsonNode golden) throws IOException {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
      List<NamedCsvRecord> rows = reader.stream().toList();
      assertThat(rows).hasSize(golden.size());
      for (int row = 0; row < rows.size(); row++) {
        JsonNode cells = golden.get(row);
        List<String> columns = new ArrayList<>(cells.propertyNames());
        if (columns.contains("flywire_id")) {
          columns.addAll(List.of("type", "side"));
        }
        assertThat(rows.get(row).getHeader()).containsExactlyElementsOf(columns);
        for (var cell : cells.properties()) {
          assertCell(rows.get(row).getField(cell.getKey()), cell.getValue(), cell.getKey());
        }
      }
    }
  }

  private static void assertCell(String ours, JsonNode golden, String column) {
    if (golden.isNull()) {
      assertThat(ours).as(column).isEmpty();
    } else if (golden.isFloatingPointNumber()) {
      assertThat(Double.parseDouble(ours))
          .as(column)
          .isCloseTo(golden.doubleValue(), within(ROUNDING));
    } else {
      assertThat(ours).as(column).endsWith(golden.asString());
    }
  }
}
