package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import flybrain.InputException;
import flybrain.Property;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeanDifferenceTest {
  /// Doubles, through a quantile of t and back.
  private static final Offset<Double> ROUNDING = within(1e-9);

  private static double[] all(double value, int size) {
    double[] values = new double[size];
    Arrays.fill(values, value);
    return values;
  }

  /// n trials that agree do not exclude that up to 3/n of all are one spike off.
  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "10, 0.3", "300, 0.01"})
  void equalTrials_haveAVarianceAllTheSame(int trials, double variance) {
    MeanDifference of = MeanDifference.of(all(7, trials), all(7, trials));
    assertThat(of.difference()).isZero();
    assertThat(of.standardError()).isCloseTo(Math.sqrt(2 * variance / trials), ROUNDING);
    assertThat(of.degreesOfFreedom()).isCloseTo(2.0 * trials - 2, ROUNDING);
    assertThat(of.pOfNone()).isCloseTo(1, ROUNDING);
    MeanDifference paired = MeanDifference.paired(all(7, trials), all(9, trials));
    assertThat(paired.difference()).isEqualTo(2);
    assertThat(paired.standardError()).isCloseTo(Math.sqrt(variance / trials), ROUNDING);
    assertThat(paired.degreesOfFreedom()).isEqualTo(trials - 1.0);
  }

  /// Chance effects common to both sides of a pair drop out.
  @Test
  void pairs_areSurerThanTwoSamples() {
    double[] one = {100, 200, 300, 400, 500};
    double[] other = {103, 202, 304, 403, 503};
    MeanDifference paired = MeanDifference.paired(one, other);
    MeanDifference apart = MeanDifference.of(one, other);
    assertThat(paired.difference()).isEqualTo(apart.difference()).isCloseTo(3, ROUNDING);
    // Differences 3, 2, 4, 3, 3: a variance of 0.5, below the least of 0.6.
    assertThat(paired.standardError()).isCloseTo(Math.sqrt(0.6 / 5), ROUNDING);
    assertThat(paired.pOfNone()).isLessThan(0.002);
    assertThat(apart.pOfNone()).isGreaterThan(0.9);
  }

  /// The interval has 0 at its end exactly where p is what the confidence leaves.
  @Property(tries = 50)
  void interval_isTheTestTurnedAround(RandomGenerator random) {
    MeanDifference some =
        new MeanDifference(10, 10, random.nextDouble(0.1, 5), random.nextDouble(1.5, 60));
    double confidence = random.nextDouble(0.5, 0.99);
    double half = some.halfWidth(confidence);
    for (int sign = -1; sign <= 1; sign += 2) {
      MeanDifference at =
          new MeanDifference(10, 10 + sign * half, some.standardError(), some.degreesOfFreedom());
      assertThat(at.pOfNone()).isCloseTo(1 - confidence, within(1e-7));
      assertThat(at.pBeyond(half)).as("at the margin").isCloseTo(0.5, within(1e-7));
      assertThat(at.pBeyond(half / 2)).isGreaterThan(0.5);
      assertThat(at.pBeyond(2 * half)).isLessThan(0.5);
    }
  }

  @Test
  void moreTrials_haveASmallerError() {
    MeanDifference some = new MeanDifference(10, 11, 2, 20);
    MeanDifference more = some.withTrials(4);
    assertThat(more).isEqualTo(new MeanDifference(10, 11, 1, 80));
    assertThat(more.power(3, 0.05)).isGreaterThan(some.power(3, 0.05));
    assertThat(more.detectable(0.05, 0.8)).isLessThan(some.detectable(0.05, 0.8));
    assertThat(some.power(0, 0.05)).isZero();
    assertThat(some.power(1e6, 0.05)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.1, 2, 0.05",
    "-1, 0.1, 2, 0.05",
    "NaN, 0.1, 2, 0.05",
    "Infinity, 0.1, 2, 0.05",
    "0.01, -0.1, 2, 0.05",
    "0.01, 0, 0, 0.05",
    "0.01, 0.1, -2, 0.05",
    "0.01, 0.1, Infinity, 0.05",
    "0.01, 0.1, 2, 0",
    "0.01, 0.1, 2, 0.5",
    "0.01, 0.1, 2, NaN"
  })
  void marginsThatMakeNoSense_areRefused(double total, double neuron, double hz, double alpha) {
    assertThatThrownBy(() -> new Margins(total, neuron, hz, alpha))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("margins must be above 0, alpha between 0 and 0.5");
  }

  @Test
  void marginOfOneKindOfANeuron_isEnough() {
    assertThat(new Margins(0.01, 0, 2, 0.05).neuron()).isZero();
    assertThat(new Margins(0.01, 0.1, 0, 0.499).neuronHz()).isZero();
  }
}
