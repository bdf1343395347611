package flybrain.parquet;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.schema.ColumnSchema;
import flybrain.InputException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Copies one column's values, as they are stored, into batches, in the type asked for: whole
/// numbers of any width or sign, and floating-point numbers, decimals and text that are whole
/// numbers and cannot have been rounded, become `long`; any numbers `double`; text alone `String`.
final class ColumnDecoder {
  private final WholeNumbers numbers;
  private final PhysicalType stored;
  private final ColumnType wanted;
  private final boolean unsigned;
  private final @Nullable DecimalNumbers decimals;

  /// Of the batch under way; no entries for a column that is not optional.
  private boolean[] missing = {};

  private String lastString = "";
  private byte[] lastBytes = {};

  /// @throws InputException if the column cannot be had in that type
  ColumnDecoder(Path path, ColumnSchema column, ColumnType wanted) {
    this.numbers = new WholeNumbers(path, column.name());
    this.stored = column.type();
    this.wanted = wanted;
    this.unsigned =
        column.logicalType() instanceof LogicalType.IntType integer && !integer.isSigned();
    this.decimals = DecimalNumbers.of(column);
    if (column.maxRepetitionLevel() > 0 || !isReadable(column.logicalType())) {
      throw new InputException(
          "%s: column '%s' is of type %s; must be %s"
              .formatted(path, column.name(), typeOf(column), allowed(wanted)));
    }
  }

  /// Copies `rows` values; `firstRow` is the row of the first one in the file, counted from 0.
  void copy(ColumnValues from, ColumnBatch to, int index, int rows, long firstRow) {
    missing = to.missing(index);
    for (int i = 0; i < Math.min(rows, missing.length); i++) {
      missing[i] = from.missing(i);
    }
    switch (wanted) {
      case INT64 -> copyLongs(from, to.longs(index), rows, firstRow);
      case DOUBLE -> copyDoubles(from, to.doubles(index), rows);
      case STRING -> copyStrings(from, to.strings(index), rows);
    }
  }

  private void copyLongs(ColumnValues from, long[] to, int rows, long firstRow) {
    if (decimals != null) {
      copyWhole(decimals.values(from), to, rows, firstRow);
    } else if (stored == PhysicalType.DOUBLE || stored == PhysicalType.FLOAT) {
      copyWhole(from, to, rows, firstRow);
    } else if (stored == PhysicalType.BYTE_ARRAY) {
      copyDigits(from, to, rows, firstRow);
    } else {
      copyIntegers(from, to, rows);
      refuseAbove(to, rows, firstRow);
    }
  }

  private void copyDigits(ColumnValues from, long[] to, int rows, long firstRow) {
    String[] texts = new String[rows];
    copyStrings(from, texts, rows);
    for (int i = 0; i < rows; i++) {
      to[i] = isMissing(i) ? 0 : numbers.of(texts[i], firstRow + i);
    }
  }

  private void refuseAbove(long[] values, int rows, long firstRow) {
    if (!unsigned || stored != PhysicalType.INT64) {
      return;
    }
    for (int i = 0; i < rows; i++) {
      numbers.ofUnsigned(values[i], firstRow + i);
    }
  }

  private void copyIntegers(ColumnValues from, long[] to, int rows) {
    if (stored == PhysicalType.INT64) {
      System.arraycopy(from.getLongs(), 0, to, 0, rows);
      return;
    }
    int[] values = from.getInts();
    for (int i = 0; i < rows; i++) {
      to[i] = unsigned ? Integer.toUnsignedLong(values[i]) : values[i];
    }
  }

  private void copyWhole(ColumnValues from, long[] to, int rows, long firstRow) {
    double[] values = new double[rows];
    copyDoubles(from, values, rows);
    double exactBelow = stored == PhysicalType.FLOAT ? 0x1p24 : 0x1p53;
    String type = stored.name().toLowerCase(Locale.ROOT);
    for (int i = 0; i < rows; i++) {
      if (missing.length > 0 && Double.isNaN(values[i])) {
        missing[i] = true;
      }
      to[i] = isMissing(i) ? 0 : numbers.of(values[i], exactBelow, type, firstRow + i);
    }
  }

  private void copyWhole(IntFunction<BigDecimal> values, long[] to, int rows, long firstRow) {
    for (int i = 0; i < rows; i++) {
      BigDecimal value = isMissing(i) ? BigDecimal.ZERO : values.apply(i);
      try {
        to[i] = value.longValueExact();
      } catch (ArithmeticException e) {
        throw numbers.notWhole(firstRow + i, value);
      }
    }
  }

  private boolean isMissing(int row) {
    return missing.length > 0 && missing[row];
  }

  private void copyDoubles(ColumnValues from, double[] to, int rows) {
    copyPresent(from, to, rows);
    for (int i = 0; i < Math.min(rows, missing.length); i++) {
      to[i] = missing[i] ? Double.NaN : to[i];
    }
  }

  private void copyPresent(ColumnValues from, double[] to, int rows) {
    if (decimals != null) {
      IntFunction<BigDecimal> values = decimals.values(from);
      for (int i = 0; i < rows; i++) {
        to[i] = isMissing(i) ? 0 : values.apply(i).doubleValue();
      }
      return;
    }
    switch (stored) {
      case DOUBLE -> System.arraycopy(from.getDoubles(), 0, to, 0, rows);
      case FLOAT -> {
        float[] values = from.getFloats();
        for (int i = 0; i < rows; i++) {
          to[i] = values[i];
        }
      }
      default -> {
        long[] values = new long[rows];
        copyIntegers(from, values, rows);
        for (int i = 0; i < rows; i++) {
          to[i] = values[i];
        }
      }
    }
  }

  /// A string equal to the one before it is not rebuilt: most columns of strings are constant.
  private void copyStrings(ColumnValues from, String[] to, int rows) {
    byte[] bytes = from.getBinaryValues();
    int[] offsets = from.getBinaryOffsets();
    for (int i = 0; i < rows; i++) {
      int start = offsets[i];
      int end = offsets[i + 1];
      if (!Arrays.equals(bytes, start, end, lastBytes, 0, lastBytes.length)) {
        lastBytes = Arrays.copyOfRange(bytes, start, end);
        lastString = new String(lastBytes, StandardCharsets.UTF_8);
      }
      to[i] = lastString;
    }
  }

  /// Whether the stored numbers or bytes mean numbers or text, and not a date or an interval.
  private boolean isReadable(@Nullable LogicalType logical) {
    boolean isInteger =
        (stored == PhysicalType.INT32 || stored == PhysicalType.INT64)
            && (logical == null || logical instanceof LogicalType.IntType);
    boolean isFloat =
        (stored == PhysicalType.FLOAT || stored == PhysicalType.DOUBLE) && logical == null;
    boolean isText =
        stored == PhysicalType.BYTE_ARRAY
            && (logical == null || logical instanceof LogicalType.StringType);
    return switch (wanted) {
      case INT64 -> isInteger || isFloat || isText || decimals != null;
      case DOUBLE -> isInteger || isFloat || decimals != null;
      case STRING -> isText;
    };
  }

  private static String typeOf(ColumnSchema column) {
    String stored = column.type().name().toLowerCase(Locale.ROOT);
    String type = column.logicalType() == null ? stored : column.logicalType() + " as " + stored;
    return column.maxRepetitionLevel() > 0 ? "list of " + type : type;
  }

  private static String allowed(ColumnType wanted) {
    return switch (wanted) {
      case INT64 -> "int32 or int64, or whole numbers as float, double, decimal or text";
      case DOUBLE -> "float, double, decimal, int32 or int64";
      case STRING -> "string";
    };
  }
}
