package flybrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.util.random.RandomGenerator;
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

  @Property
  void digits_areThoseOfBigDecimal(RandomGenerator random) {
    double value =
        random.nextBoolean()
            ? random.nextInt(100_000) / 1000.0
            : Double.longBitsToDouble(random.nextLong());
    assumeTrue(Double.isFinite(value));
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int factor = random.nextInt();

    assertThat(Decimal.of(value).unscaled()).isEqualTo(digits.unscaledValue().longValueExact());
    assertThat(Decimal.of(value).scale()).isEqualTo(digits.scale());
    assertThat(Decimal.of(value).times(factor, -3))
        .isEqualTo(digits.multiply(BigDecimal.valueOf(factor)).movePointLeft(3).doubleValue());
    assertThat(Double.parseDouble(Decimal.text(value))).isEqualTo(value);
  }
}
