package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.compare.RateMetric.Worse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RateMetricTest {
  /// Three shared neurons, two of the reference alone, one of the candidate alone.
  private static final List<NeuronRates> NEURONS =
      List.of(
          new NeuronRates(1, 10, 12),
          new NeuronRates(2, 4, 0),
          new NeuronRates(3, 20, 10),
          new NeuronRates(4, 0, 3),
          new NeuronRates(5, 5, 5),
          new NeuronRates(6, 1, 0));

  private static double of(RateMetric metric, List<NeuronRates> neurons) {
    return metric.of(neurons, RateComparison.of(neurons));
  }

  /// By hand; the differences of the shared neurons are 2, -10 and 0 Hz, or 20, 50 and 0 %.
  @ParameterizedTest
  @CsvSource({
    "SPIKE_COUNT_RATIO, 0.75",
    "ACTIVE_JACCARD, 0.5",
    "ACTIVE_PRECISION, 0.75",
    "ACTIVE_RECALL, 0.6",
    "RATE_MAE_HZ_SHARED, 4",
    "RATE_RMSE_HZ_SHARED, 5.887840577551898",
    "MEDIAN_PCT_DIFF, 20",
    "MEAN_PCT_DIFF, 23.333333333333332",
    "RATE_PEARSON_SHARED, 0.5447047794019222"
  })
  void number_isThatOfItsDefinition(RateMetric metric, double expected) {
    // The margin is the rounding of a few sums.
    assertThat(of(metric, NEURONS)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void medianOfAnEvenNumber_isBetweenTheMiddleTwo() {
    List<NeuronRates> neurons = List.of(new NeuronRates(1, 10, 11), new NeuronRates(2, 10, 7));
    assertThat(of(RateMetric.MEDIAN_PCT_DIFF, neurons)).isCloseTo(20, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource
  void equalRuns_haveNoDifference(RateMetric metric) {
    List<NeuronRates> same =
        List.of(new NeuronRates(1, 3, 3), new NeuronRates(2, 7, 7), new NeuronRates(3, 9, 9));
    assertThat(of(metric, same)).isCloseTo(metric.worse() == Worse.HIGHER ? 0 : 1, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"MEDIAN_PCT_DIFF", "MEAN_PCT_DIFF", "RATE_PEARSON_SHARED", "RATE_MAE_HZ_SHARED"})
  void numberOfSharedNeurons_isNaNWithoutAny(RateMetric metric) {
    assertThat(of(metric, List.of(new NeuronRates(1, 3, 0), new NeuronRates(2, 0, 3)))).isNaN();
    assertThat(of(metric, List.of())).isNaN();
  }

  @Test
  void ratioToNoSpikes_isNaN() {
    assertThat(of(RateMetric.SPIKE_COUNT_RATIO, List.of(new NeuronRates(1, 0, 3)))).isNaN();
    assertThat(of(RateMetric.SPIKE_COUNT_RATIO, List.of(new NeuronRates(1, 3, 0)))).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "SPIKE_COUNT_RATIO, spike_count_ratio, EITHER_WAY",
    "RATE_PEARSON_SHARED, rate_pearson_shared, LOWER",
    "MEDIAN_PCT_DIFF, median_pct_diff, HIGHER"
  })
  void key_isTheColumnOfTheSuite(RateMetric metric, String key, Worse worse) {
    assertThat(metric.key()).isEqualTo(key);
    assertThat(metric.worse()).isEqualTo(worse);
  }
}
