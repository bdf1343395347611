package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberListTest {
  @Test
  void numbersAndSweeps_areInTheOrderGiven() {
    assertThat(NumberList.parse("--rates", "50,10")).containsExactly(50.0, 10.0);
    assertThat(NumberList.parse("--rates", "20..100/40,7")).containsExactly(20.0, 60.0, 100.0, 7.0);
    assertThat(NumberList.parse("--rates", "-50..-49/0.4")).containsExactly(-50.0, -49.6, -49.2);
  }

  /// 0.1 + 0.1 + 0.1 is not 0.3 in doubles.
  @Test
  void sweepOfDecimals_hasTheNumbersThatAUserWouldType() {
    assertThat(NumberList.parse("--vary", "0.1..0.7/0.1"))
        .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "50,|'' is not a number",
        "fast|'fast' is not a number",
        "NaN|'NaN' is not a number",
        "1,2,1.0|a number appears twice",
        "1..2|a sweep is FROM..TO/STEP",
        "1..2/0|step above 0",
        "2..1/1|from the lower to the higher",
        "0..1/1e-9|at most 10,000 steps"
      })
  void otherText_isRefusedByName(String text, String message) {
    assertThatThrownBy(() -> NumberList.parse("--rates", text))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("--rates")
        .hasMessageContaining(message);
  }
}
