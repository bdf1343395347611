package flybrain.compare;

import static flybrain.compare.RateMetric.ACTIVE_JACCARD;
import static flybrain.compare.RateMetric.RATE_RMSE_HZ_SHARED;
import static flybrain.compare.RateMetric.SPIKE_COUNT_RATIO;
import static org.assertj.core.api.Assertions.assertThat;

import flybrain.compare.NoiseFloor.Place;
import flybrain.compare.NoiseFloor.Position;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a candidate lies, from numbers that are known.
class NoiseFloorTest {
  private static final double[] ITSELF = {2, 3, 4, 5, 6};

  private static Place place(RateMetric metric, double value, double p) {
    return new Place(metric, value, ITSELF, 100, p);
  }

  @ParameterizedTest
  @CsvSource({
    // Outside up to 5 %, whatever the number.
    "RATE_RMSE_HZ_SHARED, 4, 0.05, OUTSIDE",
    "RATE_RMSE_HZ_SHARED, 4, 0.050001, WITHIN",
    "RATE_RMSE_HZ_SHARED, 0.1, 0.01, OUTSIDE",
    // Closer below half of the least, for errors only.
    "RATE_RMSE_HZ_SHARED, 0.99, 1, CLOSER",
    "RATE_RMSE_HZ_SHARED, 1, 1, WITHIN",
    "ACTIVE_JACCARD, 0.1, 1, WITHIN",
    "SPIKE_COUNT_RATIO, 0.1, 1, WITHIN",
    "RATE_RMSE_HZ_SHARED, NaN, 0.01, UNKNOWN",
    "RATE_RMSE_HZ_SHARED, 4, NaN, UNKNOWN"
  })
  void position_isByPAndByTheDistance(
      RateMetric metric, double value, double p, Position position) {
    assertThat(place(metric, value, p).position()).isEqualTo(position);
  }

  @Test
  void withoutNumbersOfItself_nothingIsKnown() {
    Place none = new Place(RATE_RMSE_HZ_SHARED, 4, new double[0], Double.NaN, 0.01);
    assertThat(none.position()).isEqualTo(Position.UNKNOWN);
    assertThat(List.of(none.low(), none.median(), none.high(), none.percentile()))
        .containsOnly(Double.NaN);
  }

  @Test
  void places_areOutsideWhenAnyIs_otherwiseCloserWhenAnyIs() {
    Place outside = place(ACTIVE_JACCARD, 4, 0.01);
    Place closer = place(RATE_RMSE_HZ_SHARED, 0.5, 1);
    Place within = place(SPIKE_COUNT_RATIO, 4, 1);
    Place unknown = place(SPIKE_COUNT_RATIO, Double.NaN, Double.NaN);
    assertThat(floor(unknown, within, closer, outside).position()).isEqualTo(Position.OUTSIDE);
    assertThat(floor(unknown, within, closer).position()).isEqualTo(Position.CLOSER);
    assertThat(floor(unknown, within).position()).isEqualTo(Position.WITHIN);
    assertThat(floor(unknown).position()).isEqualTo(Position.UNKNOWN);
    assertThat(floor().position()).isEqualTo(Position.UNKNOWN);
    assertThat(floor(within, outside, within).at(Position.WITHIN)).containsExactly(within, within);
  }

  private static NoiseFloor floor(Place... places) {
    return new NoiseFloor(3, 6, 5, Arrays.asList(places), false, List.of());
  }

  /// Of 5 numbers one is 20 %, counted half at itself: 10, 30, 50, 70, 90 % lie below.
  @ParameterizedTest
  @CsvSource({
    "LOWER, 2, 90",
    "LOWER, 6, 10",
    "LOWER, 1, 100",
    "LOWER, 7, 0",
    "HIGHER, 2, 10",
    "HIGHER, 6, 90",
    "HIGHER, 7, 100",
    "EITHER_WAY, 4, 0",
    "EITHER_WAY, 2, 80",
    "EITHER_WAY, 6, 80",
    "EITHER_WAY, 3, 40",
    "EITHER_WAY, 0, 100",
    "HIGHER, NaN, 0"
  })
  void badness_isHowFarToTheWorseSide(RateMetric.Worse worse, double number, double badness) {
    assertThat(Place.badness(worse, ITSELF, number)).isEqualTo(badness);
  }

  /// The range has the numbers that are no worse than the limit.
  @Test
  void range_endsAtTheLimit() {
    Place errors = new Place(RATE_RMSE_HZ_SHARED, 4, ITSELF, 70, 1);
    assertThat(errors.low()).isEqualTo(2);
    assertThat(errors.high()).isEqualTo(5);
    Place ratios = new Place(SPIKE_COUNT_RATIO, 4, ITSELF, 40, 1);
    assertThat(ratios.low()).isEqualTo(3);
    assertThat(ratios.high()).isEqualTo(5);
    assertThat(ratios.median()).isEqualTo(4);
    assertThat(ratios.percentile()).isEqualTo(50);
    // Too few numbers for a limit: all of them.
    assertThat(new Place(ACTIVE_JACCARD, 4, ITSELF, Double.NaN, 1).low()).isEqualTo(2);
  }

  @Test
  void numbersThatAreNotDefined_areLeftOut() {
    assertThat(NoiseFloor.ascending(new double[] {3, Double.NaN, 1, Double.POSITIVE_INFINITY, -2}))
        .containsExactly(-2, 1, 3, Double.POSITIVE_INFINITY);
    double[] copy = place(ACTIVE_JACCARD, 4, 1).itself();
    copy[0] = 99;
    assertThat(ITSELF[0]).isEqualTo(2);
  }
}
