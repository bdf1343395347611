package flybrain.tables;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Numbers as Python writes them, because file names and keys are built from them.
public final class PythonNumber {
  private PythonNumber() {}

  /// The text of a number, as Python's `str(float)`: the shortest digits that give the same double,
  /// with an exponent below 1e-4 and from 1e16 on, such as `0.1`, `1.0`, `1e-05`, `inf`.
  public static String text(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value > 0 ? "0.0" : "-0.0";
    }
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent < -4 || exponent >= 16) {
      return scientific(digits, exponent);
    }
    return digits.scale() <= 0 ? digits.toPlainString() + ".0" : digits.toPlainString();
  }

  /// The text of a number after Python's `round(value, digits)`: to the nearest, by the exact value
  /// of the double, ties to even.
  public static String rounded(double value, int digits) {
    return text(round(value, digits));
  }

  /// What Python's `round(value, digits)` gives: the nearest, by the exact value of the double,
  /// ties to even.
  public static double round(double value, int digits) {
    return Double.isFinite(value)
        ? new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue()
        : value;
  }

  private static String scientific(BigDecimal digits, int exponent) {
    String mantissa = digits.movePointLeft(exponent).toPlainString();
    return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
