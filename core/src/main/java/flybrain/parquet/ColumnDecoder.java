package flybrain.parquet;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnSchema;
import flybrain.InputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Copies one column's values from the library's batches into ours, in the type asked for.
final class ColumnDecoder {
  private final Path path;
  private final String name;
  private final PhysicalType stored;
  private final ColumnType wanted;
  private final boolean unsigned;
  private String lastString = "";
  private byte[] lastBytes = {};

  /// @throws InputException when the column cannot be had in that type
  ColumnDecoder(Path path, ColumnSchema column, ColumnType wanted) {
    this.path = path;
    this.name = column.name();
    this.stored = column.type();
    this.wanted = wanted;
    this.unsigned =
        column.logicalType() instanceof LogicalType.IntType integer && !integer.isSigned();
    if (column.maxRepetitionLevel() > 0 || !isReadable(column.logicalType())) {
      throw new InputException(
          "%s: column '%s' is of type %s; must be %s"
              .formatted(path, name, typeOf(column), allowed(wanted)));
    }
  }

  /// Copies `rows` values; `firstRow` is the row of the first one in the file, counted from 0.
  void copy(ColumnReader from, ColumnBatch to, int index, int rows, long firstRow) {
    Validity validity = from.getLeafValidity();
    if (validity.hasNulls()) {
      throw new InputException(
          "%s: column '%s', row %d (counted from 0): has no value; every row must have one"
              .formatted(path, name, firstRow + validity.nextNull(0, rows)));
    }
    switch (wanted) {
      case INT64 -> copyLongs(from, to.longs(index), rows);
      case DOUBLE -> copyDoubles(from, to.doubles(index), rows);
      case STRING -> copyStrings(from, to.strings(index), rows);
    }
  }

  private void copyLongs(ColumnReader from, long[] to, int rows) {
    if (stored == PhysicalType.INT64) {
      System.arraycopy(from.getLongs(), 0, to, 0, rows);
      return;
    }
    int[] values = from.getInts();
    for (int i = 0; i < rows; i++) {
      to[i] = unsigned ? Integer.toUnsignedLong(values[i]) : values[i];
    }
  }

  private void copyDoubles(ColumnReader from, double[] to, int rows) {
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
        copyLongs(from, values, rows);
        for (int i = 0; i < rows; i++) {
          to[i] = values[i];
        }
      }
    }
  }

  /// A string equal to the one before it is not made anew: most columns of strings are constant.
  private void copyStrings(ColumnReader from, String[] to, int rows) {
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

  /// Whether the stored numbers or bytes mean themselves, and not a date or a decimal fraction.
  private boolean isReadable(@Nullable LogicalType logical) {
    boolean isInteger =
        (stored == PhysicalType.INT32 || stored == PhysicalType.INT64)
            && (logical == null || logical instanceof LogicalType.IntType);
    boolean isFloat =
        (stored == PhysicalType.FLOAT || stored == PhysicalType.DOUBLE) && logical == null;
    return switch (wanted) {
      case INT64 -> isInteger;
      case DOUBLE -> isInteger || isFloat;
      case STRING ->
          stored == PhysicalType.BYTE_ARRAY
              && (logical == null || logical instanceof LogicalType.StringType);
    };
  }

  private static String typeOf(ColumnSchema column) {
    String stored = column.type().name().toLowerCase(Locale.ROOT);
    String type = column.logicalType() == null ? stored : column.logicalType() + " as " + stored;
    return column.maxRepetitionLevel() > 0 ? "list of " + type : type;
  }

  private static String allowed(ColumnType wanted) {
    return switch (wanted) {
      case INT64 -> "int32 or int64";
      case DOUBLE -> "float, double, int32 or int64";
      case STRING -> "string";
    };
  }
}
