package flybrain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Progress;
import flybrain.experiment.NeuronSet;
import flybrain.parquet.Compression;
import flybrain.spikes.SpikeSink;
import flybrain.states.StateVariable;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionsTest {
  private static final SpikeFile FILE = new SpikeFile(Path.of("spikes.parquet"));
  private static final StateFile STATES =
      new StateFile(
          Path.of("states.parquet"),
          Compression.ZSTD,
          NeuronSet.of("one", 1),
          10,
          Set.of(StateVariable.V));

  @Test
  void everyOption_isChangedAlone() {
    RunOptions all =
        RunOptions.DEFAULT
            .withStates(STATES)
            .withFile(FILE)
            .withSink(SpikeSink.NOWHERE)
            .withThreads(3)
            .withProgress(Progress.NONE);
    assertThat(all)
        .isEqualTo(new RunOptions(3, Progress.NONE, true, FILE, SpikeSink.NOWHERE, STATES));
    assertThat(all.withFile(null).withStates(null))
        .isEqualTo(new RunOptions(3, Progress.NONE, true, null, SpikeSink.NOWHERE, null));
    assertThat(RunOptions.DEFAULT.file()).isNull();
  }

  /// States are recorded without spikes, too.
  @Test
  void withoutSpikes_fileAndSinkAreGone() {
    RunOptions timesOnly =
        RunOptions.DEFAULT
            .withStates(STATES)
            .withFile(FILE)
            .withSink(SpikeSink.NOWHERE)
            .withoutSpikes();
    assertThat(timesOnly.recordsSpikes()).isFalse();
    assertThat(timesOnly.file()).isNull();
    assertThat(timesOnly.sink()).isNull();
    assertThat(timesOnly.states()).isEqualTo(STATES);
    assertThatThrownBy(() -> timesOnly.withFile(FILE)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void lessThanOneThread_isRefused(int threads) {
    assertThatThrownBy(() -> RunOptions.DEFAULT.withThreads(threads))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads = %d: must be at least 1", threads);
  }
}
