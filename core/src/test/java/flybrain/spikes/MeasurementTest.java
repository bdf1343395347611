package flybrain.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.Property;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementTest {
  private static Measurement of(long... values) {
    double squares = Arrays.stream(values).mapToDouble(x -> (double) x * x).sum();
    return Measurement.of(Arrays.stream(values).sum(), squares, values.length);
  }

  /// Both standard deviations from the definition, over differences from the mean.
  @Property(tries = 50)
  void meanAndDeviations_areTheirDefinitions(RandomGenerator random) {
    long[] values = random.longs(random.nextInt(2, 40), 0, 500).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).mapToDouble(x -> (x - mean) * (x - mean)).sum();
    Measurement measured = of(values);
    assertThat(measured.mean()).isEqualTo(mean);
    // The margin is the rounding of sums of squares up to 1e7.
    assertThat(measured.sd()).isCloseTo(Math.sqrt(squares / (values.length - 1)), within(1e-8));
    assertThat(measured.populationSd()).isCloseTo(Math.sqrt(squares / values.length), within(1e-8));
    assertThat(measured.trials()).isEqualTo(values.length);
  }

  @Test
  void singleTrial_saysNothingOfTheDeviation() {
    Measurement single = of(7);
    assertThat(single.mean()).isEqualTo(7);
    assertThat(single.sd()).isNaN();
    assertThat(single.hasSd()).isFalse();
    assertThat(single.populationSd()).as("as NumPy has it").isZero();
    assertThat(of(7, 7).hasSd()).isTrue();
  }

  /// Sums of squares are rounded, so the difference could be a little below 0.
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3, 94_906_267, 3_037_000_499L})
  void equalTrials_haveNoDeviation(long value) {
    assertThat(of(value, value, value).sd()).isZero();
    assertThat(of(value, value, value).mean()).isEqualTo((double) value);
  }

  @Test
  void otherUnit_scalesBoth() {
    Measurement hertz = of(1, 3).times(0.5);
    assertThat(hertz).isEqualTo(new Measurement(1, Math.sqrt(2) / 2, 2));
    assertThat(of(1, 3).times(-1)).isEqualTo(new Measurement(-2, Math.sqrt(2), 2));
    assertThat(Measurement.zero(3)).isEqualTo(new Measurement(0, 0, 3));
  }
}
