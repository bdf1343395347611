package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.files.FolderLock;
import flybrain.results.ResultRow;
import flybrain.results.ResultsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
  @TempDir private Path folder;
  private Path brain;
  private Path data;
  private Path experiment;

  @BeforeEach
  void makeBrain() throws IOException {
    brain = TinyBrain.in(folder);
    data = folder.resolve("data");
    experiment = folder.resolve("chain.toml");
    Files.writeString(experiment, "name = \"chain\"\n[drive]\nneurons = [11]\nrate = 100.0\n");
  }

  @Test
  void grid_hasARowAndASpikeFileForEachBenchmark() throws Exception {
    Cli run =
        bench(
            data, "--t_run", "0.1", "1", "--n_run", "1", "4", "--rounds", 2, "--run-label", "a b");
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<ResultRow> rows = ResultsFile.read(data.resolve("benchmark-results.csv"));
    assertThat(rows).hasSize(8).allMatch(ResultRow::succeeded).allMatch(row -> row.simTime() >= 0);
    assertThat(rows.getFirst().spikePath())
        .isEqualTo("data/results/a_b/round_01/event_t0.1s_n1.parquet");
    assertThat(rows.getFirst().experiment()).isEqualTo("chain (100 Hz), tiny");
    assertThat(rows)
        .extracting(row -> row.text("t_run"))
        .containsSubsequence("0.1", "1.0", "0.1", "1.0");
    assertThat(Files.readAllLines(data.resolve("results/a_b/manifest.csv"))).hasSize(9);
    assertThat(verified(data.resolve("results/a_b"))).isEqualTo(8);
    assertThat(Files.readString(data.resolve("results/benchmarks.log"))).contains("[8/8]");
    // Rounds differ in their seeds, so in their spikes.
    assertThat(rows.get(3).text("spikes")).isNotEqualTo(rows.get(7).text("spikes"));
  }

  @Test
  void whatIsComplete_isSkippedUnlessRedone() throws IOException {
    Object[] grid = {"--t_run", "0.1", "--n_run", "1", "2", "--run_label", "x"};
    assertThat(bench(data, grid).exitCode()).isZero();
    String before = Files.readString(data.resolve("benchmark-results.csv"));
    assertThat(bench(data, grid).out()).contains("0 run, 2 already complete");
    assertThat(data.resolve("benchmark-results.csv")).hasContent(before);
    assertThat(bench(data, with(grid, "--redo")).out()).contains("2 run, 0 already complete");
    Files.delete(data.resolve("results/x/round_01/event_t0.1s_n2.parquet"));
    assertThat(bench(data, grid).out()).contains("1 run, 1 already complete");
  }

  @Test
  void runOfALabel_isNotContinuedWithSomethingElse() throws IOException {
    Object[] grid = {"--t_run", "0.1", "--n_run", "1", "--run_label", "x"};
    assertThat(bench(data, grid).exitCode()).isZero();
    Cli other = bench(data, with(grid, "--seed", "2"));
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("different experiment 'chain'").contains("--run-label");
  }

  @Test
  void backendThatCannotRun_getsARowAndTheGridGoesOn() throws IOException {
    Cli run = bench(data, "--brian2cuda-gpu", "--t_run", "0.1", "--n_run", "1");
    List<ResultRow> rows = ResultsFile.read(data.resolve("benchmark-results.csv"));
    assertThat(rows).extracting(ResultRow::backendKey).containsExactly("event", "brian2cuda");
    assertThat(rows.getLast().status()).startsWith("error: not");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void measuredRow_isNotReplacedByOneThatCouldNotRun() throws IOException {
    Files.createDirectories(data);
    Files.writeString(
        data.resolve("benchmark-results.csv"),
        "framework,n_run,t_run,sim_time,rt_ratio,status\nBrian2CUDA (GPU),1,0.1,9.059,0.011,success\n");
    bench(data, "--brian2cuda", "--t_run", "0.1", "--n_run", "1");
    assertThat(ResultsFile.read(data.resolve("benchmark-results.csv")).getFirst().realtimeRatio())
        .isEqualTo(0.011);
  }

  @Test
  void timeLimit_endsABenchmarkAndTheGridGoesOn() throws IOException {
    Cli run =
        bench(
            data,
            "--t_run",
            "1000",
            "0.1",
            "--n_run",
            "4",
            "--time-limit",
            "0.3",
            "--run-label",
            "x");
    List<ResultRow> rows = ResultsFile.read(data.resolve("benchmark-results.csv"));
    assertThat(rows.getFirst().status())
        .isEqualTo("error: took longer than the time limit of 0.3 s");
    assertThat(rows).hasSize(2);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(names(data.resolve("results/x/round_01")))
        .doesNotContain("event_t1000.0s_n4.parquet")
        .noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void withoutSpikes_nothingButTheRowIsWritten() throws IOException {
    assertThat(
            bench(
                    data,
                    "--t_run",
                    "0.1",
                    "--n_run",
                    "1",
                    "--disable_spike_io",
                    "--run-label",
                    "x",
                    "--no_log_file")
                .exitCode())
        .isZero();
    ResultRow row = ResultsFile.read(data.resolve("benchmark-results.csv")).getFirst();
    assertThat(row.spikePath()).isEmpty();
    assertThat(row.text("spikes")).isEqualTo("0");
    assertThat(names(data.resolve("results/x"))).containsExactly("run.json");
  }

  @Test
  void secondBenchmarkOnAFolder_isRefused() throws Exception {
    Files.createDirectories(data);
    try (FolderLock other = FolderLock.of(data, IllegalStateException::new)) {
      assertThat(other).isNotNull();
      Cli run = bench(data, "--t_run", "0.1", "--n_run", "1");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("is running benchmarks in this folder").contains("--data");
    }
    assertThat(data.resolve("benchmark-results.csv")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "--t_run,0.5,--t-run 0.5",
    "--n_run,0,--n-run 0",
    "--rounds,0,--rounds 0",
    "--round_start,0,--round-start 0",
    "--time-limit,0,--time-limit",
    "--run_label,//,run label"
  })
  void wrongUsage_isExplainedAndLeavesNothing(String option, String value, String named) {
    Cli run = bench(data, option, value);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(named);
    assertThat(data).doesNotExist();
  }

  @Test
  void unknownExperiment_isExplained() {
    Cli run = Cli.run("bench", "--data", data, "--experiment", "sugr");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("sugar");
  }

  /// Kills the process at twenty random moments; a start that is not killed then completes it.
  @Test
  void killedAtAnyMoment_endsAsIfUndisturbed() throws Exception {
    Object[] grid = {
      "--t_run", "0.1", "1", "10", "--n_run", "1", "4", "--rounds", "5", "--run-label", "k"
    };
    assertThat(bench(data, grid).exitCode()).isZero();
    Path disturbed = folder.resolve("disturbed").resolve("data");
    RandomGenerator random = new SplittableRandom(1);
    int killed = 0;
    for (int kill = 0; kill < 20; kill++) {
      // Every other one runs again what is complete, so there always is work to be killed in.
      Process process = start(disturbed, kill % 2 == 0 ? grid : with(grid, "--redo"));

      Path results = disturbed.resolve("benchmark-results.csv");
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextLong(300, 1200));
      while (System.nanoTime() < end && process.isAlive()) {
        Thread.sleep(5);
      }
      killed += process.isAlive() ? 1 : 0;
      process.destroyForcibly().waitFor();
      if (Files.exists(results)) {
        assertThat(ResultsFile.read(results)).extracting(ResultRow::key).doesNotHaveDuplicates();
        verified(disturbed.resolve("results/k"));
      }
    }
    assertThat(killed).isPositive();
    assertThat(bench(disturbed, grid).exitCode()).isZero();
    assertThat(names(disturbed.resolve("results/k/round_01")))
        .isEqualTo(names(data.resolve("results/k/round_01")));
    for (String file :
        List.of(
            "benchmark-results.csv",
            "results/k/manifest.csv",
            "results/k/checksums.sha256",
            "results/k/run.json")) {
      assertThat(withoutTimes(disturbed.resolve(file))).isEqualTo(withoutTimes(data.resolve(file)));
    }
    assertThat(verified(disturbed.resolve("results/k"))).isEqualTo(30);
  }

  private Process start(Path to, Object... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "flybrain.cli.Main"));
    words(to, options).map(Object::toString).forEach(command::add);
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private Cli bench(Path to, Object... options) {
    return Cli.run(words(to, options).toArray());
  }

  private Stream<Object> words(Path to, Object... options) {
    return Stream.concat(
        Stream.of(
            "bench", "--event", "--connectome", brain, "--data", to, "--experiment", experiment),
        Stream.of(options));
  }

  static Object[] with(Object[] options, Object... more) {
    return Stream.concat(Stream.of(options), Stream.of(more)).toArray();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /// Checks each line of a list of checksums, as `sha256sum -c` does; returns how many there are.
  static int verified(Path folder) throws Exception {
    Path list = folder.resolve("checksums.sha256");
    List<String> lines =
        Files.exists(list) ? Files.readAllLines(list, StandardCharsets.UTF_8) : List.of();
    for (String line : lines) {
      byte[] bytes = Files.readAllBytes(folder.resolve(line.substring(66)));
      assertThat(line)
          .startsWith(
              HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)) + "  ");
    }
    return lines.size();
  }

  /// The lines of a file, with the times taken out of a row of results.
  private static List<String> withoutTimes(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line ->
            line.replaceFirst(
                "^(flybrain event \\(CPU\\),[^,]*,[^,]*),[^,]*,[^,]*,[^,]*,[^,]*,[^,]*,", "$1,"))
        .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "TIME"))
        .toList();
  }
}
