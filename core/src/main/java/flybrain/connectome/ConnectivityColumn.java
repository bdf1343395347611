package flybrain.connectome;

import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import flybrain.InputException;
import java.nio.file.Path;

/// A column of whole numbers (int32 or int64) of a connectivity file, read batch by batch.
final class ConnectivityColumn {
  private final Path file;
  private final String name;
  private final ColumnReader reader;
  private long[] values = new long[0];

  ConnectivityColumn(Path file, String name, ColumnReader reader) {
    this.file = file;
    this.name = name;
    this.reader = reader;
  }

  /// The values of the current batch; longer than the batch, and valid until the next one.
  ///
  /// @param firstRow row of the file that the batch begins with, from 0
  /// @throws InputException when a value is missing
  long[] batch(long firstRow, int rows) {
    Validity validity = reader.getLeafValidity();
    if (validity.hasNulls()) {
      int missing = validity.nextNull(0, rows);
      if (missing >= 0 && missing < rows) {
        throw refuse(
            firstRow + missing, "is missing (null)", "give each connection a whole number");
      }
    }
    if (reader.getColumnSchema().type() == PhysicalType.INT64) {
      return reader.getLongs();
    }
    int[] ints = reader.getInts();
    if (values.length < rows) {
      values = new long[rows];
    }
    for (int k = 0; k < rows; k++) {
      values[k] = ints[k];
    }
    return values;
  }

  /// What is wrong with one value.
  InputException refuse(long row, String value, String allowed) {
    return new InputException(
        "%s: row %d, column '%s': %s; %s".formatted(file, row, name, value, allowed));
  }
}
