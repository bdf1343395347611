package flybrain.parquet;

import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader.ColumnReadersBuilder;
import flybrain.InputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a file, batch by batch, in its order.
///
///     try (ColumnBatches batches = reader.read(columns)) {
///       while (batches.next()) {
///         use(batches.batch().longs(0), batches.batch().rows());
///       }
///     }
public final class ColumnBatches implements AutoCloseable {
  private static final int BATCH_ROWS = 1 << 16;

  private final ParquetReader file;
  private final List<ColumnDecoder> decoders;
  private final ColumnBatch batch;
  private final @Nullable ColumnReaders readers;
  private long rows;

  ColumnBatches(
      ParquetReader file,
      List<Column> columns,
      List<ColumnDecoder> decoders,
      ColumnReadersBuilder builder) {
    this.file = file;
    this.decoders = decoders;
    this.batch = new ColumnBatch(columns, (int) Math.min(file.rows(), BATCH_ROWS));
    try {
      // A file without rows may have no row groups, of which the library has nothing to read.
      this.readers = file.rows() == 0 ? null : builder.batchSize(BATCH_ROWS).build();
    } catch (RuntimeException e) {
      throw file.damaged(e);
    }
  }

  /// Reads the next rows into [#batch]; false when there are none left.
  ///
  /// @throws InputException when the file is damaged or a value is missing
  public boolean next() {
    if (readers == null) {
      return false;
    }
    try {
      if (!readers.nextBatch()) {
        checkComplete();
        return false;
      }
      int count = readers.getRecordCount();
      for (int i = 0; i < decoders.size(); i++) {
        String name = batch.columns().get(i).name();
        decoders.get(i).copy(readers.getColumnReader(name), batch, i, count, rows);
      }
      batch.setRows(count);
      rows += count;
      return true;
    } catch (InputException e) {
      throw e;
    } catch (RuntimeException e) {
      throw file.damaged(e);
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
    if (readers != null) {
      readers.close();
    }
  }

  private void checkComplete() {
    if (rows != file.rows()) {
      throw file.damaged(
          new IllegalStateException(rows + " rows where its footer says " + file.rows()));
    }
  }
}
