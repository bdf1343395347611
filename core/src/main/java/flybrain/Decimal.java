package flybrain;

import java.math.BigDecimal;

/// Numbers as people write them.
public final class Decimal {
  private Decimal() {}

  /// The shortest digits that give the same double: `150`, `0.1`, `0.00015`; with an exponent below
  /// 1e-4 and from 1e16 on, such as `1.5e-05`, `inf`, `nan`, as Python has it.
  public static String text(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      return digits.toPlainString();
    }
    String mantissa = digits.movePointLeft(exponent).toPlainString();
    return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
