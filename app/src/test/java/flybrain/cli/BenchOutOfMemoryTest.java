package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.results.ResultRow;
import flybrain.results.ResultsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchOutOfMemoryTest {
  /// The reference keeps 22 bytes per neuron for each concurrent trial: 70 MB for 32 trials, 2 MB
  /// for one.
  private static final int NEURONS = 100_000;

  @TempDir private Path folder;

  @Test
  void exhaustedHeap_isARowAndTheGridGoesOn() throws Exception {
    Process process =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    String log = Files.readString(folder.resolve("log"));
    assertThat(process.exitValue()).as(log).isEqualTo(1);
    List<ResultRow> rows = ResultsFile.read(folder.resolve("data/benchmark-results.csv"));
    assertThat(rows).extracting(ResultRow::trials).containsExactly(32.0, 1.0);
    assertThat(rows.getFirst().status())
        .matches("error: out of memory: the heap has [0-9]+ MiB \\(FLYBRAIN_JAVA_OPTS=-Xmx8g .*");
    assertThat(rows.getLast().status()).isEqualTo("success");
    assertThat(log).contains("1 run, 0 already complete, 1 failed").doesNotContain("\tat ");
    assertThat(folder.resolve("data/results/reference_t0.1s_n1.parquet")).exists();
    assertThat(folder.resolve("data/results/reference_t0.1s_n32.parquet")).doesNotExist();
  }

  private List<String> command() throws IOException {
    Path brain = TinyBrain.in(folder);
    Files.write(
        brain.resolve("completeness.csv"),
        IntStream.range(3, NEURONS).mapToObj(k -> 100 + k + ",True").toList(),
        StandardOpenOption.APPEND);
    Path experiment = folder.resolve("chain.toml");
    Files.writeString(experiment, "name = \"chain\"\n[drive]\nneurons = [11]\nrate = 100.0\n");
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx48m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        "flybrain.cli.Main",
        "bench",
        "--reference",
        "--connectome",
        brain.toString(),
        "--experiment",
        experiment.toString(),
        "--data",
        folder.resolve("data").toString(),
        "--t_run",
        "0.1",
        "--n_run",
        "32",
        "1",
        "--threads",
        "32");
  }
}
