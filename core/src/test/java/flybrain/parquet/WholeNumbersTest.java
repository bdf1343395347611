package flybrain.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeNumbersTest {
  private static final double FLOAT = 0x1p24;
  private static final double DOUBLE = 0x1p53;
  private static final String PLACE = "edges.parquet: column 'pre', row 3 (counted from 0): ";

  private final WholeNumbers numbers = new WholeNumbers(Path.of("edges.parquet"), "pre");

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 1, -7, 16_777_215, -16_777_215})
  void wholeFractions_areNumbers(double value) {
    assertThat(numbers.of(value, FLOAT, "float", 3)).isEqualTo((long) value);
  }

  @Test
  void largestExactNumber_isBelowTheBound() {
    assertThat(numbers.of(DOUBLE - 1, DOUBLE, "double", 3)).isEqualTo((1L << 53) - 1);
  }

  /// 2^53 may be 2^53 + 1 that was rounded.
  @ParameterizedTest
  @CsvSource({
    "9007199254740992, 9007199254740992",
    "-9007199254740992, -9007199254740992",
    "720575940660219265, 720575940660219264",
    "1e20, 100000000000000000000"
  })
  void numberThatMayHaveBeenRounded_isRefused(double value, String shown) {
    assertThatThrownBy(() -> numbers.of(value, DOUBLE, "double", 3))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s%s is too large for a double, which rounds whole numbers from 9007199254740992 on;"
                + " store the column as int64",
            PLACE, shown);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0.5, -1.25, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void fraction_isNoWholeNumber(double value) {
    assertThatThrownBy(() -> numbers.of(value, DOUBLE, "double", 3))
        .isInstanceOf(InputException.class)
        .hasMessage("%s%s; must be a whole number", PLACE, value);
  }

  @ParameterizedTest
  @CsvSource({
    "720575940660219265, 720575940660219265",
    "' 7 ', 7",
    "-7, -7",
    "+7, 7",
    "007, 7",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808"
  })
  void digits_areNumbers(String text, long number) {
    assertThat(numbers.of(text, 3)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "7.0", "7e3", "0x7", "7 8", "9223372036854775808", "٧x", "nan"})
  void otherText_isNoWholeNumber(String text) {
    assertThatThrownBy(() -> numbers.of(text, 3))
        .isInstanceOf(InputException.class)
        .hasMessage("%s'%s'; must be a whole number", PLACE, text);
  }

  @Test
  void longText_isCut() {
    assertThatThrownBy(() -> numbers.of("x".repeat(40), 3))
        .hasMessageContaining("'" + "x".repeat(40) + "';");
    assertThatThrownBy(() -> numbers.of("x".repeat(41), 3))
        .hasMessageContaining("'" + "x".repeat(40) + "...';");
  }

  @Test
  void unsignedNumber_isAtMost2To63() {
    assertThat(numbers.ofUnsigned(Long.MAX_VALUE, 3)).isEqualTo(Long.MAX_VALUE);
    assertThat(numbers.ofUnsigned(0, 3)).isZero();
    assertThatThrownBy(() -> numbers.ofUnsigned(Long.MIN_VALUE, 3))
        .isInstanceOf(InputException.class)
        .hasMessage(
            PLACE
                + "9223372036854775808; must be at most 2^63 - 1 (a missing id becomes such a number"
                + " when cast)");
  }

  @Test
  void missingValue_isNamedByItsRow() {
    assertThat(numbers.missing(3)).hasMessage(PLACE + "has no value; every row must have one");
  }
}
