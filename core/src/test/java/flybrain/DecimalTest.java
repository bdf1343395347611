package flybrain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {
  @ParameterizedTest
  @CsvSource({
    "150,150",
    "-1,-1",
    "0,0",
    "-0.0,0",
    "0.1,0.1",
    "0.00015,0.00015",
    "0.000015,1.5e-05",
    "12345678,12345678",
    "1e15,1000000000000000",
    "1e16,1e+16",
    "Infinity,inf",
    "-Infinity,-inf",
    "NaN,nan"
  })
  void number_isWrittenAsPeopleDo(double value, String text) {
    assertThat(Decimal.text(value)).isEqualTo(text);
  }
}
