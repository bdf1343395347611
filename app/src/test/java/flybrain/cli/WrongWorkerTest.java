package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flybrain.bench.ResultRow;
import flybrain.bench.ResultsFile;
import flybrain.external.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    Output output =
        flybrain("run", "--excite", "11", "--n-run", "2", "--t-run", "0.01", "--out", "x.parquet");
    assertThat(output.exitCode).as(output.text).isEqualTo(1);
    assertThat(output.text.lines().skip(2))
        .singleElement()
        .asString()
        .startsWith("flybrain: nest: its worker's output while simulating is wrong (1 of 2 trials;")
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
      Output output = flybrain(command);
      assertThat(output.exitCode).as(output.text).isEqualTo(1);
      assertThat(output.text)
          .contains("Done: 0 run, 0 complete before, 1 failed, 0 not run here")
          .doesNotContain("internal error");
    }
    assertThat(ResultsFile.read(folder.resolve("data/benchmark-results.csv")))
        .extracting(ResultRow::status)
        .singleElement()
        .asString()
        .startsWith("error: nest: its worker's output while simulating is wrong (1 of 2 trials;");
    assertThat(folder.resolve("data/results/x/round_01/nest_t0.1s_n2.parquet")).doesNotExist();
    assertThat(hiddenFiles()).isEmpty();
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
      Output output = flybrain(command);
      assertThat(output.exitCode).as(output.text).isBetween(1, 2);
      assertThat(output.text).contains("\\u001b[").doesNotContain("\u001b");
    }
  }

  private void install(Script script) throws IOException {
    Path program = script.program(folder);
    Files.writeString(
        environments.resolve("nest").resolve("flybrain.json"),
        "{\"requirements\":\"\",\"python\":\"%s\",\"files\":[],\"versions\":{}}"
            .formatted(program));
  }

  private record Output(int exitCode, String text) {}

  private Output flybrain(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "flybrain.cli.Main"));
    command.addAll(List.of(arguments));
    if (arguments[0].equals("run") || arguments[0].equals("bench")) {
      command.addAll(List.of("--connectome", TinyBrain.in(folder).toString()));
      command.addAll(arguments[0].equals("run") ? List.of("--backend", "nest") : List.of("--nest"));
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().put("FLYBRAIN_ENVIRONMENTS", environments.toString());
    builder.environment().put("FLYBRAIN_CACHE", folder.resolve("cache").toString());
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Output(process.exitValue(), Files.readString(folder.resolve("output")));
  }

  private List<Path> hiddenFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(".part")).toList();
    }
  }
}
