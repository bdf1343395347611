package flybrain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/// Numbers as Python writes them, because file names and keys are built from them.
public final class PythonNumber {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");

  private PythonNumber() {}

  /// The text of a number, as Python's `str(float)`: the shortest digits that give the same double,
  /// with an exponent below 1e-4 and from 1e16 on, such as `0.1`, `1.0`, `1e-05`, `inf`.
  public static String text(double value) {
    if (value == 0) {
      return 1 / value > 0 ? "0.0" : "-0.0";
    }
    String text = Decimal.text(value);
    return WHOLE.matcher(text).matches() ? text + ".0" : text;
  }

  /// The text of a number after Python's `round(value, digits)`: to the nearest, by the exact value
  /// of the double, ties to even.
  public static String rounded(double value, int digits) {
    return text(round(value, digits));
  }

  /// What Python's `round(value, digits)` gives: the nearest, by the exact value of the double,
  /// ties to even; infinities and NaN as they are.
  ///
  /// @param digits behind the decimal point; below 0 for tens, hundreds ...
  public static double round(double value, int digits) {
    return Double.isFinite(value)
        ? new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue()
        : value;
  }
}
