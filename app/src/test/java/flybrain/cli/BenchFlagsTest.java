package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.results.ResultRow;
import flybrain.results.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The flags of `bench`, each in the suite's spelling and in ours.
class BenchFlagsTest {
  private static final List<String> LABELLED =
      List.of(
          "--t_run",
          "0.1",
          "--n_run",
          "1",
          "2",
          "--rounds",
          "2",
          "--round_start",
          "3",
          "--run_label",
          "x");

  @TempDir private Path folder;
  private Path brain;
  private Path experiment;

  @BeforeEach
  void makeBrain() throws IOException {
    brain = TinyBrain.in(folder);
    experiment = folder.resolve("chain.toml");
    Files.writeString(experiment, "name = \"chain\"\n[drive]\nneurons = [11]\nrate = 100.0\n");
  }

  @Test
  void underscoresAndDashes_doTheSame() throws IOException {
    Path log = folder.resolve("logs/mine.log");
    List<String> options = new ArrayList<>(LABELLED);
    Collections.addAll(options, "--disable_spike_io", "--log_file", log.toString());
    bench("underscores", options);
    int lines = Files.readAllLines(log).size();
    options.replaceAll(word -> word.startsWith("--") ? word.replace('_', '-') : word);
    bench("dashes", options);
    assertThat(Files.readAllLines(log)).as("is appended to").hasSize(2 * lines);
    assertThat(rows("dashes")).hasSize(4).isEqualTo(rows("underscores"));
    assertThat(folder.resolve("dashes/results/benchmarks.log")).doesNotExist();
  }

  @Test
  void roundStart_goesOnWithTheSeedsOfItsRounds() throws IOException {
    bench("later", LABELLED);
    List<String> all = new ArrayList<>(LABELLED);
    all.set(all.indexOf("--rounds") + 1, "4");
    all.set(all.indexOf("--round_start") + 1, "1");
    bench("all", all);
    assertThat(rows("later"))
        .hasSize(4)
        .isEqualTo(rows("all").subList(4, 8))
        .isNotEqualTo(rows("all").subList(0, 4));
    assertThat(folder.resolve("later/results/x/round_03/event_t0.1s_n2.parquet"))
        .hasSameBinaryContentAs(folder.resolve("all/results/x/round_03/event_t0.1s_n2.parquet"));
    assertThat(folder.resolve("later/results/x/round_02")).doesNotExist();
    assertThat(folder.resolve("later/results/x/round_05")).doesNotExist();
  }

  @Test
  void roundStartWithoutRounds_isAMistake() {
    Cli run = run("d", List.of("--round_start", "2", "--t_run", "0.1", "--n_run", "1"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--round-start").contains("--run-label");
    assertThat(folder.resolve("d")).doesNotExist();
  }

  @Test
  void noLogFile_leavesNone() throws IOException {
    for (String flag : List.of("--no_log_file", "--no-log-file")) {
      Cli run = bench("d", List.of("--t_run", "0.1", "--n_run", "1", flag));
      assertThat(run.out()).contains("[1/1]");
      assertThat(folder.resolve("d/results/benchmarks.log")).doesNotExist();
    }
  }

  @Test
  void severalRoundsWithoutLabel_getOneOfTheTime() throws IOException {
    bench("d", List.of("--t_run", "0.1", "--n_run", "1", "--rounds", "2"));
    assertThat(ResultsFile.read(folder.resolve("d/benchmark-results.csv")))
        .hasSize(2)
        .allMatch(row -> row.runLabel().matches("paper_\\d{8}_\\d{6}"))
        .extracting(ResultRow::round)
        .containsExactly("1", "2");
  }

  @Test
  void paper_isTheGridAsPublishedUnlessChanged() throws IOException {
    bench("d", List.of("--paper", "--rounds", "1", "--run-label", "p", "--disable-spike-io"));
    List<ResultRow> rows = ResultsFile.read(folder.resolve("d/benchmark-results.csv"));
    assertThat(rows).hasSize(4 * 5).allMatch(ResultRow::succeeded);
    assertThat(rows).extracting(ResultRow::duration).containsOnly(0.1, 1.0, 10.0, 100.0);
    assertThat(rows).extracting(ResultRow::trials).containsOnly(1.0, 4.0, 8.0, 16.0, 32.0);
    Cli narrower = run("e", List.of("--paper", "--t_run", "0.1", "--n_run", "1"));
    assertThat(narrower.out()).contains("[5/5]");
  }

  private Cli bench(String data, List<String> options) {
    Cli run = run(data, options);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private Cli run(String data, List<String> options) {
    List<Object> words =
        new ArrayList<>(List.of("bench", "--event", "--connectome", brain, "--data"));
    Collections.addAll(words, folder.resolve(data), "--experiment", experiment);
    words.addAll(options);
    return Cli.run(words.toArray());
  }

  /// The entries of a data folder for each benchmark, without times.
  private List<List<String>> rows(String data) {
    return ResultsFile.read(folder.resolve(data).resolve("benchmark-results.csv")).stream()
        .map(row ->
            List.of(
                String.join(" ", row.key()),
                row.status(),
                row.text("spikes"),
                row.text("active_neurons"),
                row.spikePath().replaceFirst("^[^/]*/", "")))
        .toList();
  }
}
