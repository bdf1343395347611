package flybrain.parquet;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The rows of a file, batch by batch, in its order. One page per column is in memory. Used by one
/// thread at a time; columns are decoded on several.
///
///     try (ColumnBatches batches = reader.read(columns)) {
///       while (batches.next()) {
///         use(batches.batch().longs(0), batches.batch().rows());
///       }
///     }
public final class ColumnBatches implements AutoCloseable {
  static final int BATCH_ROWS = 1 << 16;

  /// Fewer values are read sooner by one thread than shared out.
  private static final int SHARED_OUT = 1 << 14;

  private final ParquetReader file;
  private final List<ColumnDecoder> decoders;
  private final List<ColumnValues> values;
  private final ColumnBatch batch;
  private long rows;

  ColumnBatches(
      ParquetReader file,
      List<Column> columns,
      List<ColumnDecoder> decoders,
      List<ColumnValues> values) {
    this.file = file;
    this.decoders = decoders;
    this.values = values;
    this.batch = new ColumnBatch(columns, (int) Math.min(file.rows(), BATCH_ROWS));
  }

  /// Reads the next rows into [#batch]; false if there are none left.
  ///
  /// @throws flybrain.InputException if the file is damaged or a value is missing
  /// @throws OutOfMemoryError naming the page for which there is no memory
  public boolean next() {
    int count = (int) Math.min(file.rows() - rows, batch.capacity());
    if (count == 0) {
      return false;
    }
    @Nullable Throwable[] failures = new Throwable[decoders.size()];
    IntStream columns = IntStream.range(0, decoders.size());
    (count * decoders.size() < SHARED_OUT ? columns : columns.parallel())
        .forEach(column -> failures[column] = read(column, count));
    for (int column = 0; column < failures.length; column++) {
      Throwable failure = failures[column];
      if (failure != null) {
        throw file.failure(
            "column '%s', %s"
                .formatted(batch.columns().get(column).name(), values.get(column).place()),
            failure);
      }
    }
    batch.setRows(count);
    rows += count;
    return true;
  }

  /// The failure, or null. A failure must not leave the threads that the columns share.
  private @Nullable Throwable read(int column, int count) {
    try {
      values.get(column).read(count);
      decoders.get(column).copy(values.get(column), batch, column, count, rows);
      return null;
    } catch (IOException | RuntimeException | Error e) {
      return e;
    }
  }

  /// The rows last read; the next call of [#next] overwrites it.
  public ColumnBatch batch() {
    return batch;
  }

  /// How many rows were read so far.
  public long rows() {
    return rows;
  }

  @Override
  public void close() {
    // The file is the reader's to close.
  }
}
