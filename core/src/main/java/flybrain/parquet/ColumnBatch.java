package flybrain.parquet;

import java.util.List;

/// Some consecutive rows of a table: one array for each column, of which the first `rows` entries
/// count.
///
/// A batch is filled and written, or read and looked at, and used again. Used by one thread at a
/// time. Columns are numbered from 0, in the order of [#columns]; asking for an array of another
/// type than the column's is a [ClassCastException].
public final class ColumnBatch {
  private final List<Column> columns;
  private final int capacity;

  /// A `long[]`, `double[]` or `String[]` of the capacity for each column.
  private final Object[] arrays;

  /// By column, then by row; no rows for a column that is not optional.
  private final boolean[][] missing;

  private int rows;

  /// An empty batch.
  ///
  /// @param capacity length of each column's array
  public ColumnBatch(List<Column> columns, int capacity) {
    this.columns = List.copyOf(columns);
    this.capacity = capacity;
    this.arrays =
        columns.stream()
            .map(column ->
                switch (column.type()) {
                  case INT64 -> new long[capacity];
                  case DOUBLE -> new double[capacity];
                  case STRING -> new String[capacity];
                })
            .toArray();
    this.missing =
        columns.stream()
            .map(column -> new boolean[column.optional() ? capacity : 0])
            .toArray(boolean[][]::new);
  }

  /// A batch that is filled once, so all its rows count.
  public static ColumnBatch ofRows(List<Column> columns, int rows) {
    ColumnBatch batch = new ColumnBatch(columns, rows);
    batch.rows = rows;
    return batch;
  }

  /// The columns, in the order of their numbers.
  public List<Column> columns() {
    return columns;
  }

  /// Length of each column's array.
  public int capacity() {
    return capacity;
  }

  /// How many rows count.
  public int rows() {
    return rows;
  }

  /// Sets how many rows count, 0 .. capacity.
  ///
  /// @throws IllegalArgumentException for another number
  public void setRows(int rows) {
    if (rows < 0 || rows > capacity) {
      throw new IllegalArgumentException(rows + " rows: must be 0 .. " + capacity);
    }
    this.rows = rows;
  }

  /// The array of the `INT64` column at a position among [#columns]; shared, not copied.
  public long[] longs(int column) {
    return (long[]) arrays[column];
  }

  /// The array of the `DOUBLE` column at a position among [#columns]; shared, not copied.
  public double[] doubles(int column) {
    return (double[]) arrays[column];
  }

  /// The array of the `STRING` column at a position among [#columns]; shared, not copied.
  public String[] strings(int column) {
    return (String[]) arrays[column];
  }

  /// Which rows of the optional column at a position have no value; they are 0, NaN or "". Of a
  /// column that is not optional, an array without entries. Shared, not copied.
  public boolean[] missing(int column) {
    return missing[column];
  }
}
