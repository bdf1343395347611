package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.Property;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantilesTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "0.05, 1.15", "0.25, 1.75", "0.5, 3", "0.75, 5.5", "0.9, 8.2", "1, 10"})
  void quantile_isNumpys(double p, double expected) {
    assertThat(Quantiles.of(new double[] {1, 2, 4, 10}, p)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void oneNumber_isEveryQuantileAndNoneHaveNone() {
    for (double p : new double[] {0, 0.3, 1}) {
      assertThat(Quantiles.of(new double[] {7}, p)).isEqualTo(7);
      assertThat(Quantiles.of(new double[0], p)).isNaN();
    }
    assertThat(Quantiles.percentile(new double[0], 1)).isNaN();
    assertThat(Quantiles.percentile(new double[] {1}, Double.NaN)).isNaN();
  }

  /// Many numbers are equal, and the value is often one of them.
  @Property(tries = 50)
  void percentile_countsEqualNumbersHalf(RandomGenerator random) {
    double[] numbers =
        random.ints(random.nextInt(1, 40), 0, 9).mapToDouble(k -> k / 8.0).sorted().toArray();
    double value = random.nextInt(-1, 11) / 8.0;
    double below = Arrays.stream(numbers).filter(number -> number < value).count();
    double equal = Arrays.stream(numbers).filter(number -> number == value).count();
    assertThat(Quantiles.percentile(numbers, value))
        .isCloseTo(100 * (below + equal / 2) / numbers.length, within(1e-12));
  }
}
