package flybrain.parquet;

import flybrain.InputException;
import java.math.BigDecimal;
import java.nio.file.Path;

/// Takes the values of one column of a table as whole numbers, where none of them can have been
/// rounded.
///
/// @param path the table
/// @param name the column
public record WholeNumbers(Path path, String name) {
  private static final int LONGEST_SHOWN = 40;

  /// Sums and joins in other programs write whole numbers as floating-point numbers.
  ///
  /// @param exactBelow from which on the type rounds whole numbers
  /// @param type name of the stored type
  /// @param row counted from 0
  /// @throws InputException if the value is not whole or too large
  public long of(double value, double exactBelow, String type, long row) {
    if (value != Math.rint(value) || Double.isInfinite(value)) {
      throw notWhole(row, value);
    }
    if (Math.abs(value) >= exactBelow) {
      throw refuse(
          row,
          "%s is too large for a %s, which rounds whole numbers from %.0f on; store the column as int64"
              .formatted(new BigDecimal(value).toPlainString(), type, exactBelow));
    }
    return (long) value;
  }

  /// Whole numbers are often text, because ids of neurons are rounded where they are numbers.
  ///
  /// @param row counted from 0
  /// @throws InputException if the text is not a whole number of 64 bits
  public long of(String text, long row) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw notWhole(
          row,
          "'%s'"
              .formatted(
                  text.length() <= LONGEST_SHOWN
                      ? text
                      : text.substring(0, LONGEST_SHOWN) + "..."));
    }
  }

  /// A missing id that is cast to uint64 becomes 2^63, which would be shown negative.
  ///
  /// @param value bits of an unsigned number
  /// @param row counted from 0
  /// @throws InputException if the number is above 2^63 - 1
  public long ofUnsigned(long value, long row) {
    if (value < 0) {
      throw refuse(
          row,
          "%s; must be at most 2^63 - 1 (a missing id becomes such a number when cast)"
              .formatted(Long.toUnsignedString(value)));
    }
    return value;
  }

  /// The error for a row without a value.
  ///
  /// @param row counted from 0
  public InputException missing(long row) {
    return refuse(row, "has no value; every row must have one");
  }

  InputException notWhole(long row, Object value) {
    return refuse(row, "%s; must be a whole number".formatted(value));
  }

  private InputException refuse(long row, String fault) {
    return new InputException(
        "%s: column '%s', row %d (counted from 0): %s".formatted(path, name, row, fault));
  }
}
