package flybrain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.Property;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropagatorTest {
  private static final MathContext PRECISE = new MathContext(60);

  @Test
  void published_parametersGiveTheirClosedForm() {
    Propagator propagator = Propagator.of(Parameters.SHIU_2024);
    assertThat(propagator.modeRatio()).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(propagator.membraneDecay(18)).isCloseTo(Math.exp(-1.8 / 20), within(1e-15));
    assertThat(propagator.synapticDecay(18)).isCloseTo(Math.exp(-1.8 / 5), within(1e-15));
    assertThat(propagator.transfer(18))
        .isCloseTo((Math.exp(-1.8 / 20) - Math.exp(-1.8 / 5)) / 3, within(1e-15));
    // The peak is at t = ln(4) * 20 / 3 ms: x^(1 / (1 - x)) for x = 1/4 is 4^(-4/3).
    assertThat(propagator.peakTransfer()).isCloseTo(Math.pow(4, -4 / 3.0), within(1e-15));
  }

  @Test
  void equal_isWhatHasTheSameRates() {
    Propagator propagator = new Propagator(0.005, 0.02);
    assertThat(propagator).isEqualTo(new Propagator(0.005, 0.02)).isNotEqualTo(null);
    assertThat(propagator).hasSameHashCodeAs(new Propagator(0.005, 0.02));
    assertThat(propagator).isNotEqualTo(new Propagator(0.005, 0.01));
    assertThat(propagator).isNotEqualTo(new Propagator(0.01, 0.02));
  }

  /// Nearly equal time constants, in 60 digits: the series of e^x for each decay, and the
  /// difference.
  @ParameterizedTest
  @CsvSource({
    "0.01,0.01,1",
    "0.01,0.01000000000001,1",
    "0.01,0.010000001,200",
    "0.01,0.0100001,-200",
    "0.01,0.0099,37",
    "0.3,0.30000000001,100",
    "0.005,0.02,1000",
    "0.02,0.005,1000",
    "0.005,5,3",
    "5,0.005,3",
    "1e-9,1e-9,7",
    "1e-9,3e-9,7"
  })
  void transfer_isAccurateForAnyTimeConstants(double m, double r, int steps) {
    BigDecimal a = exp(new BigDecimal(-steps).multiply(new BigDecimal(m)));
    BigDecimal b = exp(new BigDecimal(-steps).multiply(new BigDecimal(r)));
    BigDecimal rate = new BigDecimal(m);
    BigDecimal difference = new BigDecimal(r).subtract(rate);
    BigDecimal expected =
        m == r
            ? rate.multiply(new BigDecimal(steps)).multiply(a)
            : rate.multiply(a.subtract(b)).divide(difference, PRECISE);
    double transfer = new Propagator(m, r).transfer(steps);
    // The exponents, up to 30, carry a rounding of 1e-16 each.
    assertThat(transfer / expected.doubleValue()).isCloseTo(1, within(2e-14));
  }

  @Property(tries = 200)
  void steps_compose(RandomGenerator random) {
    Propagator propagator =
        new Propagator(Math.exp(random.nextDouble(-8, 0)), Math.exp(random.nextDouble(-8, 0)));
    int j = random.nextInt(100);
    int k = random.nextInt(100);
    double inTwoParts =
        propagator.transfer(j) * propagator.membraneDecay(k)
            + propagator.synapticDecay(j) * propagator.transfer(k);
    // Both terms are positive: each carries the rounding of an exponent of up to 200.
    assertThat(inTwoParts)
        .isCloseTo(propagator.transfer(j + k), within(1e-13 * inTwoParts + 1e-300));
  }

  /// Runge and Kutta's fourth-order method with 1000 steps a time step.
  @ParameterizedTest
  @CsvSource({"20,5", "5,20", "5,5", "5,5.001", "0.3,0.2"})
  void solution_isThatOfTheEquations(double tauM, double tauG) {
    Propagator propagator = new Propagator(0.1 / tauM, 0.1 / tauG);
    double u = 3;
    double g = -11;
    double h = 0.0001;
    for (int k = 0; k < 20_000; k++) {
      double g2 = g - h / 2 * g / tauG;
      double g3 = g - h / 2 * g2 / tauG;
      double g4 = g - h * g3 / tauG;
      double k1 = (g - u) / tauM;
      double k2 = (g2 - (u + h / 2 * k1)) / tauM;
      double k3 = (g3 - (u + h / 2 * k2)) / tauM;
      double k4 = (g4 - (u + h * k3)) / tauM;
      u += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
      g -= h / 6 * (g + 2 * g2 + 2 * g3 + g4) / tauG;
    }
    // The method's error is (h / tau)^4, at most 6e-14 a unit of time, on values of about 10.
    assertThat(3 * propagator.membraneDecay(20) - 11 * propagator.transfer(20))
        .isCloseTo(u, within(1e-11));
    assertThat(-11 * propagator.synapticDecay(20)).isCloseTo(g, within(1e-11));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0.25, 4, 1, 1 + 1e-12, 1 - 1e-9, 1.001, 0.999, 0.51, 1.49, 0.01, 100, 1e-9})
  void peakTransfer_isTheHighestOfAll(double ratio) {
    double rate = 1e-4;
    Propagator fine = new Propagator(rate, rate / ratio);
    double highest = 0;
    for (int k = 0; k < 100_000; k++) {
      highest = Math.max(highest, fine.transfer(k));
    }
    assertThat(highest).isLessThanOrEqualTo(fine.peakTransfer() * (1 + 1e-12));
    if (ratio > 0.001) {
      // The peak lies within half a step of a step; the curve falls off with the square of that.
      assertThat(highest / fine.peakTransfer()).isCloseTo(1, within(1e-3));
    } else {
      // g is gone within a step, before which it has moved u by its integral: x.
      assertThat(fine.peakTransfer()).isCloseTo(ratio, within(1e-6 * ratio));
    }
  }

  @Test
  void extremeTimeConstants_giveNumbers() {
    for (double m : new double[] {1e-300, 1, 1e300, Double.POSITIVE_INFINITY}) {
      for (double r : new double[] {1e-300, 1, 1e300, Double.POSITIVE_INFINITY}) {
        Propagator propagator = new Propagator(m, r);
        assertThat(propagator.transfer(1)).isBetween(0.0, 1.0);
        assertThat(propagator.peakTransfer()).isBetween(0.0, 1.0);
      }
    }
  }

  /// e^x by its series, after halving x until it is small.
  private static BigDecimal exp(BigDecimal x) {
    int halvings = 12;
    BigDecimal small = x.divide(new BigDecimal(1 << halvings), PRECISE);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int k = 1; k < 60; k++) {
      term = term.multiply(small, PRECISE).divide(new BigDecimal(k), PRECISE);
      sum = sum.add(term, PRECISE);
    }
    return sum.pow(1 << halvings, PRECISE);
  }
}
