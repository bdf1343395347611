package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityModeTest {
  /// 128 dense steps of 1,000 neurons cost 128 * 1,000 * 1.6 = 204,800 ns, sparse ones 4 ns for
  /// each delivery. Sparse must cost 1.1 times as much to become dense, and 1 / 1.1 times as much
  /// (186,182 ns) to stay dense.
  @ParameterizedTest
  @CsvSource({
    "false, 0, false",
    "false, 56320, false",
    "false, 56321, true",
    "true, 46545, false",
    "true, 46546, true",
    "true, 0, false"
  })
  void form_isTheCheaperOneWithSomeGain(boolean before, long deliveries, boolean after) {
    assertThat(ActivityMode.CHEAPEST.window()).isEqualTo(128);
    assertThat(ActivityMode.CHEAPEST.dense(before, deliveries, 1000)).isEqualTo(after);
  }
}
