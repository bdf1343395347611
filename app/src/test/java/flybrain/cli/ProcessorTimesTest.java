package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTimesTest {
  private static final String SECONDS = " \\d+\\.\\d\\d s";

  @TempDir private Path folder;

  @Test
  void run_reportsItsStages() throws IOException {
    Cli run =
        Cli.run(
            "run",
            "--excite",
            TinyBrain.FIRST,
            "--n-run",
            1,
            "--connectome",
            TinyBrain.in(folder),
            "--out",
            folder.resolve("spikes.parquet"),
            "--times");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .containsPattern(
            "processor time: start%1$s, connectome%1$s, setup%1$s, simulation%1$s, results%1$s;%1$s in total"
                .formatted(SECONDS));
  }

  @Test
  void neurons_reportsItsStages() throws IOException {
    Cli neurons = Cli.run("neurons", "--connectome", TinyBrain.in(folder), "--times");
    assertThat(neurons.err())
        .containsPattern(
            "processor time: start%1$s, sets%1$s, connectome%1$s, table%1$s;%1$s in total"
                .formatted(SECONDS));
  }

  @Test
  void unasked_nothingIsReported() throws IOException {
    Cli neurons = Cli.run("neurons", "--connectome", TinyBrain.in(folder));
    assertThat(neurons.err()).doesNotContain("processor");
  }
}
