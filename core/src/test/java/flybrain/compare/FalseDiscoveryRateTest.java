package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FalseDiscoveryRateTest {
  /// By the definition: the least of p times n over rank, among the p-values that are not smaller.
  @Property(tries = 100)
  void adjusted_isByTheDefinition_tiesAlike(RandomGenerator random) {
    int n = random.nextInt(1, 30);
    double[] p = random.ints(n, 0, 12).mapToDouble(k -> k / 11.0).toArray();
    double[] given = p.clone();
    double[] adjusted = FalseDiscoveryRate.adjust(p);
    assertThat(p).as("is not changed").isEqualTo(given);
    for (int i = 0; i < n; i++) {
      double own = p[i];
      double least =
          DoubleStream.of(p)
              .filter(other -> other >= own)
              .map(other ->
                  other * ((double) n / DoubleStream.of(p).filter(x -> x <= other).count()))
              .min()
              .orElseThrow();
      assertThat(adjusted[i]).isEqualTo(Math.min(1, least));
      assertThat(adjusted[i]).isGreaterThanOrEqualTo(own);
    }
  }

  /// What `scipy.stats.false_discovery_control` (1.17) gives, to the last bit: 0.04 * (7 / 5), not
  /// 0.04 * 7 / 5.
  @Test
  void adjusted_isScipysToTheLastBit() {
    assertThat(FalseDiscoveryRate.adjust(new double[] {0.001, 0.8, 0.04, 0.012, 0.013, 0.5, 0.013}))
        .containsExactly(
            0.007, 0.8, 0.055999999999999994, 0.02275, 0.02275, 0.5833333333333334, 0.02275);
  }

  @Test
  void noneAndOne_areAsTheyAre() {
    assertThat(FalseDiscoveryRate.adjust(new double[0])).isEmpty();
    assertThat(FalseDiscoveryRate.adjust(new double[] {0.03})).containsExactly(0.03);
    assertThat(FalseDiscoveryRate.adjust(new double[] {1, 1, 1})).containsExactly(1, 1, 1);
    assertThat(FalseDiscoveryRate.adjust(new double[] {0, 1})).containsExactly(0, 1);
  }
}
