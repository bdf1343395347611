package flybrain;

import java.math.BigInteger;

/// A decimal number, `unscaled * 10^-scale`: the shortest digits that give a double.
///
/// It does what BigDecimal would do with them. Every command needs it, and Java takes 20 ms to load
/// BigDecimal.
///
/// @param unscaled the digits as a whole number, without zeros at the end; 0 for 0
/// @param scale how many of the digits are behind the decimal point; below 0 for zeros before it
public record Decimal(long unscaled, int scale) {
  /// The digits of a double, as [Double#toString(double)] has them.
  ///
  /// @throws IllegalArgumentException if the double is infinite or NaN
  public static Decimal of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(value + ": must be finite");
    }
    String text = Double.toString(value);
    int exponentAt = text.indexOf('E');
    int end = exponentAt < 0 ? text.length() : exponentAt;
    int exponent = exponentAt < 0 ? 0 : Integer.parseInt(text.substring(exponentAt + 1));
    int point = text.indexOf('.');
    long digits = Long.parseLong(text.substring(0, point) + text.substring(point + 1, end));
    int scale = end - point - 1 - exponent;
    while (digits != 0 && digits % 10 == 0) {
      digits /= 10;
      scale--;
    }
    return new Decimal(digits, digits == 0 ? 0 : scale);
  }

  /// The number in a text that a user wrote: digits with a point and an exponent as needed, `NaN`
  /// or `Infinity`, and nothing else that Java takes, such as `150f` or `0x1p3`.
  ///
  /// @throws NumberFormatException if the text is not such a number
  public static double parse(String text) {
    double value = Double.parseDouble(text);
    String digits = text.trim();
    boolean isTyped = "fFdD".indexOf(digits.charAt(digits.length() - 1)) >= 0;
    if (isTyped || digits.indexOf('x') >= 0 || digits.indexOf('X') >= 0) {
      throw new NumberFormatException("'%s' is not a number".formatted(text));
    }
    return value;
  }

  /// The double nearest to this number times a whole number and a power of ten; the product of
  /// doubles would often differ.
  ///
  /// @param powerOfTen exponent of the power; -3 turns ms into s
  public double times(long factor, int powerOfTen) {
    BigInteger product = BigInteger.valueOf(unscaled).multiply(BigInteger.valueOf(factor));
    return Double.parseDouble(product + "E" + (powerOfTen - scale));
  }

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
    Decimal decimal = of(value);
    String sign = value < 0 ? "-" : "";
    String digits = Long.toString(Math.abs(decimal.unscaled));
    int exponent = digits.length() - decimal.scale - 1;
    if (exponent >= -4 && exponent < 16) {
      return sign + plain(digits, decimal.scale);
    }
    String mantissa = plain(digits, digits.length() - 1);
    int size = Math.abs(exponent);
    return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
  }

  private static String plain(String digits, int scale) {
    if (scale <= 0) {
      return digits + "0".repeat(-scale);
    }
    String padded = "0".repeat(Math.max(0, scale + 1 - digits.length())) + digits;
    int point = padded.length() - scale;
    return padded.substring(0, point) + "." + padded.substring(point);
  }
}
