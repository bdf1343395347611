package flybrain.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SpikeStatisticsTest {
  @Test
  void statistics_countTrialsThatComeTogetherAndAreSilent() throws IOException {
    SpikeStatistics statistics = new SpikeStatistics(4);
    SpikeRecorder recorder = new SpikeRecorder();
    SpikeSink sink = SpikeSink.both(statistics, recorder);
    sink.spikes(1, new int[] {3, 5}, new int[] {0, 2}, 2);
    sink.spikes(0, new int[] {1, 2, 9}, new int[] {2, 2, 9}, 2);
    sink.spikes(1, new int[] {7}, new int[] {2}, 1);
    sink.endOfTrial(1);
    sink.endOfTrial(2);
    sink.endOfTrial(0);

    assertThat(statistics.trials()).isEqualTo(3);
    assertThat(statistics.spikes()).isEqualTo(5);
    assertThat(statistics.activeNeurons()).isEqualTo(2);
    assertThat(statistics.spikesPerTrial().mean()).isEqualTo(5 / 3.0);
    // Spikes of the trials are 2, 3 and 0; the bound covers rounding in another order of terms.
    assertThat(statistics.spikesPerTrial().sd()).isCloseTo(Math.sqrt(7.0 / 3), within(1e-14));
    assertThat(statistics.spikesPerTrial().populationSd())
        .isCloseTo(Math.sqrt(14.0) / 3, within(1e-14));
    assertThat(statistics.activePerTrial().mean()).isEqualTo(1);
    assertThat(statistics.spikesOf(0))
        .satisfies(third -> {
          assertThat(third.mean()).isEqualTo(1 / 3.0);
          assertThat(third.sd()).isCloseTo(Math.sqrt(1 / 3.0), within(1e-14));
        });
    assertThat(statistics.spikesOf(1)).isEqualTo(Measurement.zero(3));
    assertThat(statistics.mostActive()).containsExactly(2, 0);
    assertThat(recorder.spikes().size()).isEqualTo(5);
    assertThat(recorder.spikes().trial(2)).isEqualTo(1);
  }

  @Test
  void oneTrial_hasNoStandardDeviation() throws IOException {
    SpikeStatistics statistics = new SpikeStatistics(2);
    statistics.spikes(0, new int[] {3, 5}, new int[] {0, 0}, 2);
    statistics.endOfTrial(0);
    assertThat(statistics.spikesOf(0)).isEqualTo(new Measurement(2, Double.NaN, 1));
    assertThat(statistics.spikesOf(0).hasSd()).isFalse();
    assertThat(statistics.spikesOf(0).populationSd()).isZero();
  }
}
