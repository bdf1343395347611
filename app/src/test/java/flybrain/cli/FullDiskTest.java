package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.files.ProcessMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Every output of a command on a full disk: one line that names it, and nothing half-written.
@EnabledOnOs(OS.LINUX) // /dev/full is a device that has no space left
class FullDiskTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path folder;
  private Path brain;
  private Path spikes;

  @BeforeEach
  void makeBrain() throws IOException {
    brain = TinyBrain.in(folder);
    spikes = folder.resolve("spikes.parquet");
  }

  @Test
  void savedInput_isNamed() throws IOException {
    Path file = full(folder.resolve("events.csv"));
    isNamed(run("--save-input", file), file);
  }

  @Test
  void figure_isNamed() throws IOException {
    Path file = full(folder.resolve("spikes.svg"));
    isNamed(run("--figure", file), file);
  }

  @Test
  void page_isNamed() throws IOException {
    assertThat(run().exitCode()).isZero();
    Path file = full(folder.resolve("page.html"));
    isNamed(
        Cli.run("compare", "spikes", spikes, spikes, "--connectome", brain, "--html", file), file);
  }

  @Test
  void tableOfABenchmark_isNamed() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Path file = full(data.resolve("benchmark-results.csv"));
    isNamed(bench(), file);
  }

  @Test
  void logOfABenchmark_isReportedOnceAndTheBenchmarkContinues() throws IOException {
    Path log = Files.createSymbolicLink(folder.resolve("bench.log"), FULL);
    Cli bench = bench("--log-file", log);
    assertThat(bench.exitCode()).as(bench.err()).isZero();
    assertThat(bench.out()).containsOnlyOnce("the log file is no longer writable");
  }

  /// Lets the part of a file be a device without space.
  private static Path full(Path file) throws IOException {
    String part = ".%s.%s.part".formatted(file.getFileName(), ProcessMark.own());
    Files.createSymbolicLink(file.resolveSibling(part), FULL);
    return file;
  }

  private Cli run(Object... more) {
    Object[] words = {"run", "--connectome", brain, "--excite", 11, "--n-run", 2, "--out", spikes};
    return Cli.run(BenchCommandTest.with(words, more));
  }

  private Cli bench(Object... more) throws IOException {
    Path experiment = folder.resolve("chain.toml");
    Files.writeString(experiment, "name = \"chain\"\n[drive]\nneurons = [11]\nrate = 100.0\n");
    Object[] words = {"bench", "--event", "--t-run", 0.1, "--n-run", 1, "--connectome", brain};
    Object[] files = {"--experiment", experiment, "--data", folder.resolve("data")};
    return Cli.run(BenchCommandTest.with(BenchCommandTest.with(words, files), more));
  }

  private static void isNamed(Cli cli, Path file) {
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err())
        .contains("flybrain: " + file + ": the disk is full and nothing was kept")
        .doesNotContain("\tat ");
    assertThat(file).doesNotExist();
  }
}
