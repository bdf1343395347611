package flybrain.parquet;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.schema.ColumnSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The values of a column of decimal fractions: whole numbers of 10^-scale, as integers of 32 or 64
/// bits, or in two's complement with the highest byte first.
///
/// @param stored how the whole numbers are stored
/// @param scale decimals after the point
record DecimalNumbers(PhysicalType stored, int scale) {
  /// Digits of the widest decimals that programs write; they take 16 bytes.
  private static final int MOST_DIGITS = 38;

  private static final int MOST_BYTES = 16;

  /// Null when the column has no such values.
  static @Nullable DecimalNumbers of(ColumnSchema column) {
    return column.logicalType() instanceof LogicalType.DecimalType type
            && type.scale() >= 0
            && type.scale() <= MOST_DIGITS
        ? new DecimalNumbers(column.type(), type.scale())
        : null;
  }

  /// The values of the batch last read, by row of the batch.
  IntFunction<BigDecimal> values(ColumnValues from) {
    return switch (stored) {
      case INT32 -> {
        int[] values = from.getInts();
        yield row -> BigDecimal.valueOf(values[row], scale);
      }
      case INT64 -> {
        long[] values = from.getLongs();
        yield row -> BigDecimal.valueOf(values[row], scale);
      }
      default -> {
        byte[] bytes = from.getBinaryValues();
        int[] offsets = from.getBinaryOffsets();
        yield row -> decimal(bytes, offsets[row], offsets[row + 1]);
      }
    };
  }

  private BigDecimal decimal(byte[] bytes, int from, int to) {
    if (to - from > MOST_BYTES) {
      throw new IllegalStateException("a decimal number of " + (to - from) + " bytes");
    }
    return new BigDecimal(new BigInteger(bytes, from, to - from), scale);
  }
}
