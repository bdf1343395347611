package flybrain.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.cli.Cli;
import flybrain.cli.TinyBrain;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Durations that are not a whole number of ms.
class DurationTest {
  @TempDir private Path folder;

  @Test
  void durationOfAFile_isWhatWasTyped() throws IOException {
    Path out = folder.resolve("a.parquet");
    Cli run =
        Cli.run(
            "run",
            "--connectome",
            TinyBrain.in(folder),
            "--excite",
            11,
            "--t-run",
            "0.0127",
            "--n-run",
            1,
            "--out",
            out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("1 trial of 0.0127 s");
    try (ParquetReader reader = new ParquetReader(out)) {
      assertThat(reader.metadata()).containsEntry("flybrain.t_run", "0.0127");
      assertThat(reader.metadata().get("flybrain.experiment")).contains("t_run = 0.0127\n");
    }
  }

  /// The one file has 0.012700000000000001 in its metadata, the other 0.0127 in its name.
  @ParameterizedTest
  @ValueSource(strings = {"equivalence", "noise-floor"})
  @Tag("shared")
  void durationsOfTheSameSteps_areCompared(String comparison) {
    Path cases = Path.of(System.getProperty("flybrain.shared"), "cases", "t-run-rounding");
    Cli cli =
        Cli.run(
            "compare",
            comparison,
            cases.resolve("ours.parquet"),
            cases.resolve("brian2cpp_t0.0127s_n9.parquet"));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
  }
}
