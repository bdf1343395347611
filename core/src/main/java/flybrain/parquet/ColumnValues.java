package flybrain.parquet;

import dev.hardwood.internal.reader.Page;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The values of one column for the rows of a batch, as they are stored.
///
/// Pages end where they like; batches take as much of them as they need. A value is missing where
/// its definition level is below the highest of its column.
final class ColumnValues {
  private static final byte[] NO_BYTES = {};

  private final Path path;
  private final ColumnSchema column;
  private final ColumnPages pages;

  /// Stored values by row, in an array of their type; bytes are in `bytes`.
  private final Object batch;

  private final int[] offsets;
  private byte[] bytes = {};
  private final boolean[] missing;
  private Object page = new long[0];
  private int @Nullable [] levels;
  private int next;
  private long pageRow;

  /// @param capacity rows of the largest batch
  /// @param optional whether a row may have no value
  ColumnValues(Path path, ColumnSchema column, ColumnPages pages, int capacity, boolean optional) {
    this.path = path;
    this.column = column;
    this.pages = pages;
    this.missing = new boolean[optional ? capacity : 0];
    boolean binary = isBinary(column.type());
    this.offsets = new int[binary ? capacity + 1 : 0];
    this.batch = binary ? bytes : array(column.type(), capacity);
  }

  /// Position in the file of the last page read.
  String place() {
    return pages.place();
  }

  /// Reads the values of the next rows in place of the last ones.
  ///
  /// @throws IOException if the file is damaged
  /// @throws flybrain.InputException if a value is missing and none may be
  void read(int rows) throws IOException {
    int done = 0;
    while (done < rows) {
      while (next == Array.getLength(page)) {
        readPage();
      }
      int count = Math.min(rows - done, Array.getLength(page) - next);
      if (page instanceof byte[][] values) {
        append(values, done, count);
      } else {
        System.arraycopy(page, next, batch, done, count);
      }
      for (int i = 0; i < Math.min(count, missing.length); i++) {
        missing[done + i] = isMissing(next + i);
      }
      next += count;
      done += count;
    }
  }

  int[] getInts() {
    return (int[]) batch;
  }

  long[] getLongs() {
    return (long[]) batch;
  }

  float[] getFloats() {
    return (float[]) batch;
  }

  double[] getDoubles() {
    return (double[]) batch;
  }

  /// Whether a row of the batch has no value.
  boolean missing(int row) {
    return missing.length > 0 && missing[row];
  }

  /// The bytes of all values of the batch, one after the other.
  byte[] getBinaryValues() {
    return bytes;
  }

  /// Where each value begins in them, and where the last one ends.
  int[] getBinaryOffsets() {
    return offsets;
  }

  private void readPage() throws IOException {
    pageRow += Array.getLength(page);
    page = new long[0];
    next = 0;
    Page read = pages.next();
    levels = read.definitionLevels();
    checkPresent();
    page =
        switch (read) {
          case Page.IntPage ints -> ints.values();
          case Page.LongPage longs -> longs.values();
          case Page.FloatPage floats -> floats.values();
          case Page.DoublePage doubles -> doubles.values();
          case Page.ByteArrayPage binaries -> binaries.values();
          case Page.BooleanPage booleans -> booleans.values();
        };
  }

  private void checkPresent() {
    int[] present = levels;
    for (int i = 0; missing.length == 0 && present != null && i < present.length; i++) {
      if (isMissing(i)) {
        throw new WholeNumbers(path, column.name()).missing(pageRow + i);
      }
    }
  }

  /// Whether a row of the page has no value.
  private boolean isMissing(int row) {
    int[] present = levels;
    return present != null && present[row] < column.maxDefinitionLevel();
  }

  private void append(byte[][] values, int at, int count) {
    for (int i = 0; i < count; i++) {
      byte[] value = isMissing(next + i) ? NO_BYTES : values[next + i];
      int start = offsets[at + i];
      int end = Math.addExact(start, value.length);
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(2L * end, Integer.MAX_VALUE - 8));
      }
      System.arraycopy(value, 0, bytes, start, value.length);
      offsets[at + i + 1] = end;
    }
  }

  private static boolean isBinary(PhysicalType type) {
    return type == PhysicalType.BYTE_ARRAY || type == PhysicalType.FIXED_LEN_BYTE_ARRAY;
  }

  private static Object array(PhysicalType type, int capacity) {
    return switch (type) {
      case INT32 -> new int[capacity];
      case INT64 -> new long[capacity];
      case FLOAT -> new float[capacity];
      case DOUBLE -> new double[capacity];
      default -> throw new IllegalStateException(type + " is not read");
    };
  }
}
