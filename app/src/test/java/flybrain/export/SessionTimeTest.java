package flybrain.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTimeTest {
  private static SessionTime time(String duration, String step) {
    return new SessionTime(Double.parseDouble(duration), Map.of("flybrain.parameter.dt", step));
  }

  /// The double nearest to the decimal number: the sum of two doubles often is not.
  @ParameterizedTest
  @CsvSource({"1, 0.1", "0.1, 0.1", "0.3, 0.1", "2.5, 0.05", "10, 0.025", "1, 1", "100, 20"})
  void everySpike_isAtTheDecimalTime(String duration, String step) {
    SessionTime time = time(duration, step);
    BigDecimal trialMs = new BigDecimal(duration).movePointRight(3);
    int steps = trialMs.divideToIntegralValue(new BigDecimal(step)).intValueExact();
    for (int trial : new int[] {0, 1, 2, 7, 29}) {
      for (int k = 0; k < steps; k += Math.max(1, steps / 97)) {
        BigDecimal inTrial = new BigDecimal(step).multiply(BigDecimal.valueOf(k));
        double expected =
            trialMs.multiply(BigDecimal.valueOf(trial)).add(inTrial).movePointLeft(3).doubleValue();
        assertThat(time.seconds(trial, inTrial.doubleValue()))
            .as("trial %d, step %d", trial, k)
            .isEqualTo(expected);
      }
      assertThat(time.start(trial))
          .isEqualTo(new BigDecimal(duration).multiply(BigDecimal.valueOf(trial)).doubleValue());
    }
  }

  /// Files of other programs have times as `float`, or as products of doubles.
  @Test
  void timeNearAStep_isTheStep() {
    assertThat(time("1", "0.1").seconds(3, 0.1f)).isEqualTo(3.0001);
    assertThat(time("1", "0.1").seconds(0, 3 * 0.1)).isEqualTo(0.0003);
  }

  @Test
  void timeBetweenSteps_isKept() {
    assertThat(time("1", "0.1").seconds(0, 0.15)).isEqualTo(0.15 / 1000);
    assertThat(time("1", "0.1").seconds(2, 0.15)).isEqualTo(2 + 0.15 / 1000);
  }

  /// A trial of no whole number of steps: the margin is the rounding of a sum.
  @ParameterizedTest
  @CsvSource({"1, 0.3", "0.1, 0.7", "0.10005, 0.1"})
  void trialOffTheGrid_isAddedUp(String duration, String step) {
    SessionTime time = time(duration, step);
    double expected = 3 * Double.parseDouble(duration) + Double.parseDouble(step) / 1000;
    assertThat(time.seconds(3, Double.parseDouble(step))).isCloseTo(expected, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0", "-0.1", "NaN", "Infinity"})
  void stepThatIsNone_isUnknown(String step) {
    assertThat(SessionTime.step(Map.of("flybrain.parameter.dt", step))).isZero();
    assertThat(time("1", step).seconds(2, 0.5)).isEqualTo(2.0005);
  }

  @Test
  void fileWithoutAStep_hasNone() {
    assertThat(SessionTime.step(Map.of())).isZero();
    assertThat(SessionTime.step(Map.of("flybrain.parameter.dt", "0.1"))).isEqualTo(0.1);
    assertThat(new SessionTime(1, Map.of()).seconds(1, 999.9)).isEqualTo(1.9999);
  }

  @Test
  void spikesOfATrial_endBeforeTheNext() {
    SessionTime time = time("0.1", "0.1");
    for (int trial = 0; trial < 1000; trial++) {
      assertThat(time.seconds(trial, 0)).isEqualTo(time.start(trial));
      assertThat(time.seconds(trial, 99.9)).isLessThan(time.start(trial + 1));
    }
  }
}
