package flybrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonNumberTest {
  /// Right-hand sides are what CPython 3.11 prints.
  @ParameterizedTest
  @CsvSource({
    "0.1,0.1",
    "1,1.0",
    "100,100.0",
    "1000,1000.0",
    "0,0.0",
    "-0.0,-0.0",
    "0.0001,0.0001",
    "0.00001,1e-05",
    "0.000012345,1.2345e-05",
    "123456789.125,123456789.125",
    "1e15,1000000000000000.0",
    "1e16,1e+16",
    "1.5e300,1.5e+300",
    "-2.5e-300,-2.5e-300",
    "NaN,nan",
    "Infinity,inf"
  })
  void text_isThatOfPython(double value, String text) {
    assertThat(PythonNumber.text(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2.675,2,2.67",
    "0.125,2,0.12",
    "0.0005,3,0.001",
    "0.0015,3,0.002",
    "1.00949,3,1.009",
    "4.4245,3,4.425",
    "-1.3115,3,-1.312",
    "0.0004,3,0.0",
    "Infinity,4,inf"
  })
  void rounded_isThatOfPython(double value, int digits, String text) {
    assertThat(PythonNumber.rounded(value, digits)).isEqualTo(text);
  }

  @Test
  void text_givesTheSameNumberAgain() {
    assertThat(new SplittableRandom(1).longs(1000).mapToDouble(Double::longBitsToDouble))
        .filteredOn(Double::isFinite)
        .hasSizeGreaterThan(900)
        .allMatch(value -> Double.parseDouble(PythonNumber.text(value)) == value);
  }
}
