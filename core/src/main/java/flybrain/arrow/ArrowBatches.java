package flybrain.arrow;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The rows of an Arrow file, batch by batch, in its order. One record batch of the file, of the
/// columns asked for, is in memory. Used by one thread at a time; columns are decoded on several.
///
///     ArrowBatches batches = reader.read(columns);
///     while (batches.next()) {
///       use(batches.batch().longs(0), batches.batch().rows());
///     }
public final class ArrowBatches {
  static final int BATCH_ROWS = 1 << 16;

  /// Fewer values are read sooner by one thread than shared out.
  private static final int SHARED_OUT = 1 << 14;

  private final ArrowReader file;
  private final List<ArrowColumnReader> columns;
  private final ColumnBatch batch;
  private int stored;
  private int storedRows;
  private int next;
  private long rows;

  ArrowBatches(ArrowReader file, List<Column> wanted, List<ArrowColumnReader> columns) {
    this.file = file;
    this.columns = columns;
    this.batch = new ColumnBatch(wanted, BATCH_ROWS);
  }

  /// Reads the next rows into [#batch]; false if there are none left.
  ///
  /// @throws flybrain.InputException if the file is damaged, or a value that must be there is
  ///   missing
  public boolean next() {
    while (next == storedRows) {
      if (stored == file.batches()) {
        return false;
      }
      open(stored++);
    }
    int count = Math.min(storedRows - next, BATCH_ROWS);
    long firstRow = rows;
    int from = next;
    inParallel(count, column -> columns.get(column).copy(batch, column, from, count, firstRow));
    batch.setRows(count);
    next += count;
    rows += count;
    return true;
  }

  /// The rows last read; the next call of [#next] overwrites it.
  public ColumnBatch batch() {
    return batch;
  }

  /// How many rows were read so far.
  public long rows() {
    return rows;
  }

  /// How much of the file was read so far, 0 to 1.
  public double fraction() {
    return file.batches() == 0 ? 1 : (double) stored / file.batches();
  }

  private void open(int index) {
    try {
      StoredBatch opened = file.batch(index);
      storedRows = opened.rows();
      next = 0;
      if (storedRows > 0) {
        inParallel(storedRows, column -> columns.get(column).open(opened));
      }
    } catch (IOException | RuntimeException e) {
      throw file.failure("batch " + index, e);
    }
  }

  /// A step of reading a column.
  private interface Step {
    void run(int column) throws IOException;
  }

  /// A failure must not leave the threads that the columns share.
  private void inParallel(int count, Step step) {
    @Nullable Throwable[] failures = new Throwable[columns.size()];
    IntStream all = IntStream.range(0, columns.size());
    (count * (long) columns.size() < SHARED_OUT ? all : all.parallel())
        .forEach(column -> {
          try {
            step.run(column);
          } catch (IOException | RuntimeException | Error e) {
            failures[column] = e;
          }
        });
    for (int column = 0; column < failures.length; column++) {
      Throwable failure = failures[column];
      if (failure != null) {
        throw file.failure("column '%s'".formatted(batch.columns().get(column).name()), failure);
      }
    }
  }
}
