package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityModeTest {
  /// 128 dense steps of 1,000 neurons cost 128 * 1,000 * 1.6 = 204,800 ns, sparse ones 3 ns for
  /// each delivery and 4 ns for each test. Sparse must cost 1.1 times as much to become dense, and
  /// 1 / 1.1 times as much (186,182 ns) to stay dense.
  @ParameterizedTest
  @CsvSource({
    "false, 75093, 0, false",
    "false, 75094, 0, true",
    "false, 0, 56319, false",
    "false, 0, 56321, true",
    "false, 40000, 26319, false",
    "false, 40000, 26321, true",
    "true, 62060, 0, false",
    "true, 62061, 0, true",
    "true, 0, 46545, false",
    "true, 0, 46546, true",
    "true, 0, 0, false"
  })
  void form_isTheCheaperOneWithSomeGain(
      boolean before, long deliveries, long hotTests, boolean after) {
    assertThat(ActivityMode.CHEAPEST.window()).isEqualTo(128);
    assertThat(ActivityMode.CHEAPEST.dense(before, deliveries, hotTests, 1000)).isEqualTo(after);
  }
}
