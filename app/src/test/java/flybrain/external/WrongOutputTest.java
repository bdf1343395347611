package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flybrain.Progress;
import flybrain.backend.BackendException;
import flybrain.experiment.Experiment;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeFileWriter;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.SpikeStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Workers that say something wrong: whatever it is, the run fails in one line that names the
/// backend and its log, and nothing is kept.
class WrongOutputTest {
  @TempDir private Path folder;

  @BeforeEach
  void look() {
    assumeTrue(StandInBackend.succeeds("sh", "-c", "true"), "needs sh");
  }

  @Test
  void rightOutput_isKept() throws IOException {
    Path file = run(Script.RIGHT, true);
    assertThat(SpikeFileReader.readAll(file).size()).isEqualTo(3);
    assertThat(folder.resolve("logs")).isEmptyDirectory();
  }

  @Test
  void withoutRecording_trialsEndWithoutSpikes() throws IOException {
    assertThat(run(Script.running(Script.none(0), Script.none(1), Script.DONE), false)).exists();
    assertThatThrownBy(() -> run(Script.RIGHT, false))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("in 'spikes' count = 3: must be a whole number from 0 to 0");
  }

  private static Stream<Script.Wrong> kinds() {
    return Script.wrong();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void wrongOutput_isOneLineAndNothingIsKept(Script.Wrong kind) {
    assertThatThrownBy(() -> run(kind.script(), true))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith("fake: ")
        .hasMessageContaining(kind.message())
        .hasMessageEndingWith("; log: " + folder.resolve("logs").resolve("fake.log"))
        .message()
        .hasSizeLessThan(2000)
        .matches("\\P{Cntrl}*");
    assertThat(folder.resolve("logs").resolve("fake.log")).exists();
    assertThat(folder.resolve("run")).doesNotExist();
    assertThat(folder.resolve("results")).isEmptyDirectory();
    assertThat(folder.resolve("outside")).exists();
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  /// Runs as `flybrain run` does; returns the spike file.
  private Path run(Script script, boolean record) throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    Path target = folder.resolve("results").resolve("spikes.parquet");
    Experiment experiment = FakeBackend.experiment();
    List<String> command = script.in(folder, run);
    try (SpikeFileWriter file = new SpikeFileWriter(target, 0.1, neuron -> 10L + neuron, Map.of());
        LoadedWorker worker =
            LoadedWorker.load(
                new StartedWorker(
                    Worker.start(
                        "fake",
                        command,
                        Map.of(),
                        folder.resolve("logs").resolve("fake.log"),
                        Duration.ofMinutes(1)),
                    run),
                FakeBackend.connectome(),
                1)) {
      worker.run(
          experiment,
          record ? SpikeSink.both(file, new SpikeStatistics(3)) : SpikeSink.NOWHERE,
          Progress.NONE);
      file.commit();
      return target;
    }
  }
}
