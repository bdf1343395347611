package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrialExchangeTest {
  private static final CountNumbers RATIO =
      new CountNumbers(1, List.of(RateMetric.SPIKE_COUNT_RATIO));

  /// Spikes of one neuron in three trials each, as far apart as can be.
  private static final int[][] FEW = {{1, 2, 3}};

  private static final int[][] MANY = {{10, 11, 12}};

  private static double[] p(TrialExchange exchange, int most) {
    return exchange.pValues(most, new SplittableRandom(1));
  }

  /// Of 20 ways to choose 3 of 6 trials the real one and its opposite are the most extreme.
  @Test
  void everyWay_isTriedWhereTheyAreFew() {
    TrialExchange exchange = new TrialExchange(RATIO, false, FEW, MANY);
    assertThat(exchange.ways()).isEqualTo(20);
    assertThat(p(exchange, 20)).containsExactly(0.1);
    assertThat(p(new TrialExchange(RATIO, false, MANY, FEW), 1_000)).containsExactly(0.1);
  }

  /// Of pairs only the sides are exchanged, in 8 ways.
  @Test
  void pairs_exchangeTheirSides() {
    TrialExchange exchange = new TrialExchange(RATIO, true, FEW, MANY);
    assertThat(exchange.ways()).isEqualTo(8);
    assertThat(p(exchange, 8)).containsExactly(0.25);
  }

  /// The real assignment counts as one of the drawn ones, so p is not 0; by ranks the lowest ratio
  /// of those drawn is as extreme the other way, unless two share it.
  @Test
  void tooManyWays_areDrawn_theSameEachTime() {
    int[][] few = {new int[30]};
    int[][] many = {new int[30]};
    for (int trial = 0; trial < 30; trial++) {
      few[0][trial] = trial % 3;
      many[0][trial] = 50 + trial % 3;
    }
    for (boolean paired : new boolean[] {false, true}) {
      TrialExchange exchange = new TrialExchange(RATIO, paired, few, many);
      assertThat(exchange.ways()).isGreaterThan(1e9);
      assertThat(p(exchange, 99)[0]).isBetween(0.01, 0.02);
      assertThat(p(exchange, 99)).isEqualTo(p(exchange, 99));
    }
  }

  @Test
  void trialsThatAreAllAlike_areNoDifference() {
    assertThat(p(new TrialExchange(RATIO, false, new int[][] {{4, 4}}, new int[][] {{4, 4}}), 100))
        .containsExactly(1);
    assertThat(p(new TrialExchange(RATIO, false, new int[0][], new int[0][]), 100))
        .as("nothing fired")
        .containsExactly(1);
    assertThat(p(new TrialExchange(RATIO, true, new int[][] {{0, 0}}, new int[][] {{0, 0}}), 100))
        .as("a ratio that is not defined")
        .containsExactly(1);
  }

  /// Unequal numbers of trials: rates, not sums, are compared.
  @Test
  void sidesOfAnySize_areCompared() {
    TrialExchange exchange =
        new TrialExchange(RATIO, false, new int[][] {{5, 5, 5, 5, 5}}, new int[][] {{5}});
    assertThat(exchange.ways()).isEqualTo(6);
    assertThat(p(exchange, 10)).containsExactly(1);
    TrialExchange apart =
        new TrialExchange(RATIO, false, new int[][] {{5, 5, 5, 5, 5}}, new int[][] {{50}});
    assertThat(p(apart, 10)).containsExactly(1.0 / 6);
    CountNumbers error = new CountNumbers(0.5, List.of(RateMetric.RATE_RMSE_HZ_SHARED));
    assertThat(error.of(new long[] {10}, 5, new long[] {2}, 1)).as("4 Hz each").containsExactly(0);
    assertThat(error.of(new long[] {10}, 5, new long[] {4}, 1)).containsExactly(4);
  }

  /// The more numbers are looked at, the easier one of them is extreme by chance.
  @Test
  void p_isAdjustedForHowManyNumbersThereAre() {
    SplittableRandom random = new SplittableRandom(5);
    int[][] one = new int[6][5];
    int[][] other = new int[6][5];
    for (int[][] counts : List.of(one, other)) {
      for (int[] row : counts) {
        Arrays.setAll(row, _ -> random.nextInt(20));
      }
    }
    List<RateMetric> metrics = List.of(RateMetric.values());
    double[] together =
        p(new TrialExchange(new CountNumbers(1, metrics), false, one, other), 1_000);
    int adjusted = 0;
    for (int m = 0; m < metrics.size(); m++) {
      CountNumbers alone = new CountNumbers(1, List.of(metrics.get(m)));
      double own = p(new TrialExchange(alone, false, one, other), 1_000)[0];
      assertThat(together[m]).isGreaterThanOrEqualTo(own).isLessThanOrEqualTo(1);
      adjusted += together[m] > own ? 1 : 0;
    }
    assertThat(adjusted).isPositive();
  }
}
