package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundTruthVerdictTest {
  /// The reference suite rounds the correlation to 6 and the Jaccard index to 4 digits before.
  @ParameterizedTest
  @CsvSource({
    "0.9900004, 95000, CLOSE",
    "0.9900006, 95000, MATCH",
    "0.999, 90004, CLOSE",
    "0.999, 90006, MATCH",
    "0.9500004, 95000, DEVIATED",
    "0.999, 80004, DEVIATED",
    "NaN, 95000, DEVIATED"
  })
  void verdict_isByRoundedNumbers(double pearson, int shared, GroundTruthVerdict verdict) {
    RateComparison rates = new RateComparison(100_000, shared, shared, pearson, 0, 0);
    assertThat(GroundTruthVerdict.of(rates)).isEqualTo(verdict);
  }
}
