package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Values are SciPy's (`src/test/python/sign_flip_goldens.py`).
class SignFlipTestTest {
  /// Sums of powers of two, so exact up to the last bit.
  @Test
  void p_isScipysOverAllExchanges() {
    assertThat(p(3, -1, 4, 1, -5, 9, 2, 6, 0, 5)).isEqualTo(0.10546875);
    assertThat(p(-12, -7, -9, -15, -3, -8, -11, -6)).isEqualTo(0.0078125);
    assertThat(p(2, 0, 0, -1, 0, 3, 0)).isEqualTo(0.5);
  }

  @Test
  void noDifference_hasAPOfOne() {
    assertThat(p(0, 0, 0)).isEqualTo(1);
    assertThat(p(5, -5)).isEqualTo(1);
  }

  @Test
  void sign_doesNotMatter() {
    assertThat(p(-3, 1, -4, -1, 5)).isEqualTo(p(3, -1, 4, 1, -5));
  }

  /// Sums too large for all exchanges. 100,000 draws: a standard deviation of 0.0016 at p = 0.5, of
  /// which four are allowed.
  @Test
  void largeCounts_haveThePOfDrawnExchanges() {
    long[] small = new SplittableRandom(1).longs(40, -50, 60).toArray();
    long[] large = LongStream.of(small).map(x -> x * 1_000_000).toArray();
    assertThat(SignFlipTest.pValue(large)).isCloseTo(SignFlipTest.pValue(small), within(0.0064));
  }

  @Test
  void fewestPairs_canReachTheLevel() {
    for (double level : new double[] {0.05, 0.05 / 20, 0.05 / 1600}) {
      long[] all = new long[SignFlipTest.fewestPairs(level)];
      Arrays.fill(all, 7);
      assertThat(SignFlipTest.pValue(all)).isLessThanOrEqualTo(level);
      assertThat(SignFlipTest.pValue(Arrays.copyOf(all, all.length - 1))).isGreaterThan(level);
    }
  }

  private static double p(long... differences) {
    return SignFlipTest.pValue(differences);
  }
}
