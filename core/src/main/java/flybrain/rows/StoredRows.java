package flybrain.rows;

import flybrain.Decimal;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnType;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;

/// The rows of a table whose columns have types, out of batches that are read one after the other.
final class StoredRows implements TableRows {
  private final Path path;
  private final ColumnBatch batch;
  private final StoredTable.Filling filling;
  private final DoubleSupplier fraction;
  private int row;
  private int rows;
  private long firstRow;

  StoredRows(Path path, ColumnBatch batch, StoredTable.Filling filling, DoubleSupplier fraction) {
    this.path = path;
    this.batch = batch;
    this.filling = filling;
    this.fraction = fraction;
    this.row = -1;
  }

  @Override
  public boolean next() {
    if (++row < rows) {
      return true;
    }
    firstRow += rows;
    row = 0;
    rows = 0;
    if (!filling.next()) {
      return false;
    }
    rows = batch.rows();
    return true;
  }

  @Override
  public String text(int column) {
    return switch (type(column)) {
      case STRING -> batch.strings(column)[row].strip();
      case INT64 -> isMissing(column) ? "" : Long.toString(batch.longs(column)[row]);
      case DOUBLE -> isMissing(column) ? "" : Decimal.text(batch.doubles(column)[row]);
    };
  }

  @Override
  public long whole(int column) {
    return batch.longs(column)[row];
  }

  @Override
  public double real(int column) {
    return switch (type(column)) {
      case DOUBLE -> batch.doubles(column)[row];
      case INT64 -> isMissing(column) ? Double.NaN : batch.longs(column)[row];
      case STRING -> CsvRows.number(text(column));
    };
  }

  @Override
  public double fraction() {
    return fraction.getAsDouble();
  }

  @Override
  public String place(int column) {
    return "%s: column '%s', row %d (counted from 0)"
        .formatted(path, batch.columns().get(column).name(), firstRow + row);
  }

  private boolean isMissing(int column) {
    Column asked = batch.columns().get(column);
    return asked.optional() && batch.missing(column)[row];
  }

  private ColumnType type(int column) {
    return batch.columns().get(column).type();
  }
}
