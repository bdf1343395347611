package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import flybrain.results.ResultRow;
import flybrain.results.ResultsFile;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The counts of a benchmark are the counts of `run` with the same experiment, seed, duration and
/// trials, wherever the benchmark writes them.
class BenchCountsTest {
  /// A benchmark in the log, such as `[1/8] flybrain event (CPU), t_run=0.1s, n_run=1, round 1,
  /// seed 7`, and its counts.
  private static final Pattern LOGGED =
      Pattern.compile(
          "t_run=(\\S+)s, n_run=(\\d+)(?:, round \\d+)?, seed (-?\\d+)\\R.*; (\\d+) spikes, (\\d+)"
              + " active neurons");

  /// A line of the table at the end: the ninth column is the spikes.
  private static final Pattern IN_TABLE =
      Pattern.compile("(?m)^ *[\\d.]+s \\|(?:[^|]*\\|){7} *(\\d+) \\| success$");

  @TempDir private Path folder;
  private Path brain;
  private Path experiment;

  /// A benchmark as the log has it.
  private record Logged(String duration, String trials, String seed, String spikes, String active) {
    static List<Logged> all(String log) {
      List<Logged> all = new ArrayList<>();
      Matcher line = LOGGED.matcher(log);
      while (line.find()) {
        all.add(
            new Logged(line.group(1), line.group(2), line.group(3), line.group(4), line.group(5)));
      }
      return all;
    }
  }

  /// Each neuron is driven so rarely that few of them fire in one trial of 0.1 s.
  @BeforeEach
  void makeExperiment() throws IOException {
    brain = TinyBrain.in(folder);
    experiment = folder.resolve("rare.toml");
    Files.writeString(experiment, "name = \"rare\"\n[drive]\nneurons = [11, 22, 33]\nrate = 1.0\n");
  }

  @Test
  void labelledGrid_countsAsRunWithTheSeedOfTheRound() throws IOException {
    Cli bench = bench("--t-run", "0.1", "1", "--n-run", 1, 4, "--rounds", 2, "--run-label", "x");
    List<ResultRow> rows = equalToRuns(bench, 8);
    assertThat(rows)
        .as("counts by which the benchmarks can be told apart")
        .extracting(row -> row.text("spikes") + " " + row.text("active_neurons"))
        .contains("0 0")
        .satisfies(counts -> assertThat(counts.stream().distinct()).hasSizeGreaterThan(4));
    try (CsvReader<NamedCsvRecord> manifest =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve("data/results/x/manifest.csv"))) {
      assertThat(manifest.stream().map(row -> row.getField("spikes")))
          .containsExactlyElementsOf(rows.stream().map(row -> row.text("spikes")).toList());
    }
  }

  @Test
  void gridWithoutLabel_countsAsRunWithTheSeedItself() throws IOException {
    Cli bench = bench("--t-run", "1", "--n-run", 3, "--seed", 77);
    equalToRuns(bench, 1);
    assertThat(Logged.all(bench.out()).getFirst().seed()).isEqualTo("77");
  }

  private Cli bench(Object... options) {
    Object[] all = {
      "bench",
      "--event",
      "--connectome",
      brain,
      "--data",
      folder.resolve("data"),
      "--experiment",
      experiment
    };
    Cli bench = Cli.run(BenchCommandTest.with(all, options));
    assertThat(bench.exitCode()).as(bench.err()).isZero();
    return bench;
  }

  /// Compares each benchmark with a run; returns the rows of the results.
  private List<ResultRow> equalToRuns(Cli bench, int benchmarks) throws IOException {
    List<Logged> logged = Logged.all(bench.out());
    List<ResultRow> rows = ResultsFile.read(folder.resolve("data/benchmark-results.csv"));
    assertThat(logged).hasSize(benchmarks);
    assertThat(rows).hasSize(benchmarks);
    assertThat(IN_TABLE.matcher(bench.out()).results().map(line -> line.group(1)))
        .containsExactlyElementsOf(logged.stream().map(Logged::spikes).toList());
    for (int k = 0; k < benchmarks; k++) {
      equalToRun(logged.get(k), rows.get(k));
    }
    return rows;
  }

  private void equalToRun(Logged logged, ResultRow row) throws IOException {
    assertThat(row.text("t_run")).isEqualTo(logged.duration());
    assertThat(row.text("n_run")).isEqualTo(logged.trials());
    Path file = folder.resolve("run").resolve("spikes.parquet");
    Cli run =
        Cli.run(
            "run",
            experiment,
            "--connectome",
            brain,
            "--t-run",
            logged.duration(),
            "--n-run",
            logged.trials(),
            "--seed=" + logged.seed(),
            "--out",
            file,
            "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode json = JsonMapper.shared().readTree(run.out());
    String spikes = json.get("spikes").toString();
    String active = json.get("active_neurons").toString();
    assertThat(row.text("spikes")).isEqualTo(spikes).isEqualTo(logged.spikes());
    assertThat(row.text("active_neurons")).isEqualTo(active).isEqualTo(logged.active());
    List<String> recorded = spikes(folder.resolve(row.spikePath()));
    assertThat(recorded).hasToString(spikes(file).toString()).hasSize(Integer.parseInt(spikes));
    Files.delete(file);
  }

  /// The spikes of a file as text, one each.
  private static List<String> spikes(Path file) throws IOException {
    SpikeRows rows = SpikeFileReader.readAll(file);
    return IntStream.range(0, rows.size())
        .mapToObj(k -> rows.trials()[k] + " " + rows.flywireIds()[k] + " " + rows.times()[k])
        .toList();
  }
}
