package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flybrain.external.Script;
import flybrain.results.ResultRow;
import flybrain.results.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands on a backend whose Python is a script that says what it likes.
class WrongWorkerTest {
  @TempDir private Path folder;
  private Path environments;

  @BeforeEach
  void makeFolders() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs sh");
    environments = Files.createDirectories(folder.resolve("environments"));
    Files.createDirectories(environments.resolve("nest"));
  }

  @Test
  void run_failsInOneLineAndKeepsNothing() throws Exception {
    install(Script.ONE_TRIAL_OF_TWO);
    FlybrainProcess.Output output =
        flybrain("run", "--excite", "11", "--n-run", "2", "--t-run", "0.01", "--out", "x.parquet");
    assertThat(output.exitCode()).as(output.text()).isEqualTo(1);
    assertThat(output.text().lines().skip(2))
        .singleElement()
        .asString()
        .startsWith(
            "flybrain: nest: its worker's output while simulating is invalid (1 of 2 " + "trials;")
        .contains("; log: " + environments.resolve("logs"));
    assertThat(folder.resolve("x.parquet")).doesNotExist();
    assertThat(hiddenFiles()).isEmpty();
    try (Stream<Path> logs = Files.list(environments.resolve("logs"))) {
      assertThat(logs).hasSize(1);
    }
  }

  @Test
  void bench_callsNothingComplete() throws Exception {
    install(Script.ONE_TRIAL_OF_TWO);
    Path experiment = folder.resolve("chain.toml");
    Files.writeString(experiment, "name = \"chain\"\n[drive]\nneurons = [11]\nrate = 100.0\n");
    String[] command = {
      "bench", "--experiment", "chain.toml", "--t_run", "0.1", "--n_run", "2", "--run-label", "x"
    };
    for (int again = 0; again < 2; again++) {
      FlybrainProcess.Output output = flybrain(command);
      assertThat(output.exitCode()).as(output.text()).isEqualTo(1);
      assertThat(output.text())
          .contains("Done: 0 run, 0 already complete, 1 failed, 0 not run here")
          .doesNotContain("internal error");
    }
    assertThat(ResultsFile.read(folder.resolve("data/benchmark-results.csv")))
        .extracting(ResultRow::status)
        .singleElement()
        .asString()
        .startsWith("error: nest: its worker's output while simulating is invalid (1 of 2 trials;");
    assertThat(folder.resolve("data/results/x/round_01/nest_t0.1s_n2.parquet")).doesNotExist();
    assertThat(hiddenFiles()).isEmpty();
  }

  /// The suite's variable for its --disable-spike-io.
  @Test
  void benchWithoutSpikeFiles_asksForNoRecording() throws Exception {
    Script silent = Script.UNRECORDED;
    install(silent);
    Path program = folder.resolve("worker.sh");
    Files.writeString(
        program,
        Files.readString(program)
            .replace(
                "read -r line; say %s/prepared".formatted(folder),
                "read -r line; echo \"$line\" > %1$s/message; say %1$s/prepared"
                    .formatted(folder)));
    Files.writeString(
        folder.resolve("chain.toml"), "name = \"chain\"\n[drive]\nneurons = [11]\nrate = 100.0\n");
    FlybrainProcess.Output output =
        new FlybrainProcess(folder)
            .with("FLYBRAIN_ENVIRONMENTS", environments)
            .with("FLY_BRAIN_DISABLE_SPIKE_IO", Path.of("1"))
            .run(
                "bench",
                "--experiment",
                "chain.toml",
                "--t_run",
                "0.1",
                "--n_run",
                "2",
                "--nest",
                "--connectome",
                TinyBrain.in(folder));
    assertThat(output.exitCode()).as(output.text()).isZero();
    assertThat(folder.resolve("message")).content().contains("\"record\":false");
    assertThat(output.text()).contains("Spikes are neither recorded nor written");
    assertThat(ResultsFile.read(folder.resolve("data/benchmark-results.csv")))
        .singleElement()
        .matches(row -> row.spikePath().isEmpty() && row.text("spikes").equals("0"));
  }

  @Test
  void escapeSequencesInNames_areShownNotSent() throws Exception {
    install(Script.RIGHT);
    Files.writeString(folder.resolve("\u001b[31mred.toml"), "name = \"a\\u001b[2Jb\"\n");
    for (String[] command :
        List.of(
            new String[] {"run", "\u001b[31mred.toml"},
            new String[] {"run", "\u001b[31mred"},
            new String[] {"run", "--excite", "\u001b[31mred"},
            new String[] {"run", "--excite", "11", "--param", "\u001b[31m=1"},
            new String[] {"run", "--\u001b[31m"},
            new String[] {"run", "--rate", "\u001b[31m"},
            new String[] {"\u001b[31mrun"})) {
      FlybrainProcess.Output output = flybrain(command);
      assertThat(output.exitCode()).as(output.text()).isBetween(1, 2);
      assertThat(output.text()).contains("\\u001b[").doesNotContain("\u001b");
    }
  }

  /// A set of a file is shown on standard error, a name in the log of a benchmark.
  @Test
  void escapeSequencesInFiles_areShownNotSent() throws Exception {
    install(new Script("{\"type\":\"error\",\"message\":\"bad\\u001b[2J\"}\n", "", ""));
    Files.writeString(folder.resolve("\u001b[31m.toml"), "name = \"x\"\n[drive]\nneurons = [11]\n");
    FlybrainProcess.Output run = flybrain("run", "\u001b[31m.toml");
    assertThat(run.text())
        .contains("flybrain: nest: bad\\u001b[2J; log: ")
        .doesNotContain("\u001b");
    FlybrainProcess.Output bench =
        flybrain("bench", "--experiment", "\u001b[31m.toml", "--t_run", "0.1", "--n_run", "1");
    assertThat(bench.text()).contains("error: nest: bad\\u001b[2J; log: ").doesNotContain("\u001b");
    Files.createDirectories(folder.resolve("\u001b[32m"));
    Files.move(TinyBrain.in(folder), folder.resolve("\u001b[32m/tiny"));
    FlybrainProcess.Output cleaned =
        new FlybrainProcess(folder)
            .run(
                "run",
                "--excite",
                11,
                "--n-run",
                1,
                "--connectome",
                "\u001b[32m/tiny",
                "--out",
                "x.parquet");
    assertThat(cleaned.exitCode()).as(cleaned.text()).isZero();
    assertThat(cleaned.text())
        .contains("connectome tiny: \\u001b[32m/tiny")
        .doesNotContain("\u001b");
  }

  private void install(Script script) throws IOException {
    Path program = script.program(folder);
    Files.writeString(environments.resolve("nest").resolve("flybrain.json"), Script.stamp(program));
  }

  private FlybrainProcess.Output flybrain(String... arguments)
      throws IOException, InterruptedException {
    List<Object> command = new ArrayList<>(List.of((Object[]) arguments));
    if (arguments[0].equals("run") || arguments[0].equals("bench")) {
      command.addAll(List.of("--connectome", TinyBrain.in(folder)));
      command.addAll(arguments[0].equals("run") ? List.of("--backend", "nest") : List.of("--nest"));
    }
    return new FlybrainProcess(folder)
        .with("FLYBRAIN_ENVIRONMENTS", environments)
        .run(command.toArray());
  }

  private List<Path> hiddenFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(".part")).toList();
    }
  }
}
