package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.Progress;
import flybrain.SharedData;
import flybrain.compare.NoiseFloor.Position;
import flybrain.spikes.FiringRates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingNoiseTest {
  /// F1 from 0.30 to 0.49.
  private static final List<Double> ITSELF =
      IntStream.range(30, 50).mapToObj(i -> i / 100.0).toList();

  @ParameterizedTest
  @CsvSource({"0.1, OUTSIDE", "0.4, WITHIN", "0.6, WITHIN", "0.99, CLOSER", "NaN, UNKNOWN"})
  void candidate_liesWhereItsMedianDoes(double f1, Position position) {
    SpikeMatches matches = new SpikeMatches(9, 0, 0, List.of(f1, f1, f1));
    TimingNoise noise = new TimingNoise(ITSELF, matches);
    assertThat(noise.position()).isEqualTo(position);
    // numpy.quantile of 0.30, 0.31 .. 0.49 at 0.05.
    assertThat(noise.low()).isCloseTo(0.3095, within(1e-12));
    assertThat(noise.high()).isEqualTo(0.49);
    assertThat(new TimingNoise(ITSELF.subList(0, 19), matches).position())
        .isEqualTo(Position.UNKNOWN);
  }

  @Test
  @Tag("shared")
  void brian2_matchesItselfAndNotAt100Hz() throws IOException {
    Path strong = SharedData.path("data/brian2-v630/sugarR.parquet");
    Path weak = SharedData.path("data/brian2-v630/sugarR_100Hz.parquet");
    FiringRates ofStrong = FiringRates.of(strong, 1, 30);
    FiringRates ofWeak = FiringRates.of(weak, 1, 30);
    List<Double> itself = TimingNoise.itself(strong, ofStrong, 1, Progress.NONE);
    assertThat(itself).hasSize(29 + 28 + 27);
    SpikeMatches matches = SpikeMatches.of(strong, ofStrong, weak, ofWeak, 30, 1);
    TimingNoise noise = new TimingNoise(itself, matches);
    assertThat(noise.position()).isEqualTo(Position.OUTSIDE);
    SpikeMatches same = SpikeMatches.of(strong, ofStrong, strong, ofStrong, 30, 1);
    assertThat(new TimingNoise(itself, same).value()).isEqualTo(1);
    assertThat(new TimingNoise(itself, same).position()).isEqualTo(Position.CLOSER);
    // Brian2 against itself: 0.1632 when it was measured.
    assertThat(noise.median()).isBetween(0.15, 0.18);
  }
}
