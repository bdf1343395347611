package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.figures.SpikesOnDisk.Spike;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunExtentTest {
  @TempDir private Path folder;

  /// A file with two spikes, the later one in an earlier trial.
  private Path spikes(String name, double lastTime, int lastTrial) throws IOException {
    return write(name, new Spike(0, lastTime, 7), new Spike(lastTrial, 0, 7));
  }

  private Path write(String name, Spike... spikes) throws IOException {
    return SpikesOnDisk.write(folder.resolve(name), List.of(spikes));
  }

  private static RunFacts facts() {
    return RunFacts.named("run");
  }

  /// A trial is half open: a spike at its end is of a longer one.
  @ParameterizedTest
  @CsvSource({
    "0, 0.1",
    "99.9, 0.1",
    "100, 0.2",
    "949.9, 1.0",
    "999.9, 1.0",
    "1000, 1.1",
    "299.9, 0.3"
  })
  void durationOfAForeignFile_isTheShortestInTenths(double last, double duration)
      throws IOException {
    RunFacts known = RunExtent.complete(facts(), spikes("mine.parquet", last, 2));
    assertThat(known.duration()).isEqualTo(duration);
    assertThat(known.trials()).isEqualTo(3);
  }

  @Test
  void nameOfABenchmark_saysTheDurationOnly() throws IOException {
    RunFacts known = RunExtent.complete(facts(), spikes("event_t2.0s_n30.parquet", 5, 2));
    assertThat(known.duration()).isEqualTo(2);
    assertThat(known.trials()).as("the smallest that fits").isEqualTo(3);
  }

  @Test
  void knownFacts_areKept() throws IOException {
    Path file = spikes("event_t2.0s_n30.parquet", 5, 2);
    assertThat(RunExtent.complete(facts().withDuration(7).withTrials(9), file))
        .isEqualTo(facts().withDuration(7).withTrials(9));
    assertThat(RunExtent.complete(facts().withTrials(9), file).duration()).isEqualTo(2);
    assertThat(RunExtent.complete(facts().withDuration(7), file).trials()).isEqualTo(3);
    Path foreign = spikes("mine.parquet", 5, 2);
    assertThat(RunExtent.complete(facts().withTrials(9), foreign))
        .isEqualTo(facts().withDuration(0.1).withTrials(9));
  }

  @Test
  void fileWithoutSpikes_needsBoth() throws IOException {
    Path file = write("mine.parquet");
    assertThatThrownBy(() -> RunExtent.complete(facts().withTrials(1), file))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": has no spikes to infer its duration from; give --t-run and --n-run");
    RunFacts both = facts().withDuration(1).withTrials(1);
    assertThat(RunExtent.complete(both, file)).isEqualTo(both);
  }
}
