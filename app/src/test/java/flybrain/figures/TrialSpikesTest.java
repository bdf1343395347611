package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialSpikesTest {
  @ParameterizedTest
  @CsvSource({"100,1", "200,1", "201,2", "1000,5", "1001,10", "10000,50", "100000,500", "0.5,1"})
  void binWidth_isTheSmallestRoundOneThatGives200Bins(double duration, double width) {
    assertThat(TrialSpikes.binWidth(duration)).isEqualTo(width);
  }
}
