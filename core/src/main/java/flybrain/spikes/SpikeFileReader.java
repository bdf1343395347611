package flybrain.spikes;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads a spike file of any schema that the reference suite, the paper or flybrain ever wrote, batch
/// by batch in bounded memory.
///
///     try (SpikeFileReader spikes = new SpikeFileReader(file)) {
///       while (spikes.next()) {
///         use(spikes.rows());
///       }
///     }
///
/// Needed are `trial`, `flywire_id` and a time: `time_ms`, otherwise `time_s`, otherwise `t` in s
/// (in ms from PyTorch). Times in s are multiplied by 1000 as in pandas, so a time may differ in
/// its last digit from the same step's `time_ms`. Rows come in the order of the file, which is not
/// always by time. Used by one thread.
public final class SpikeFileReader implements AutoCloseable {
  private static final int TRIAL = 0;
  private static final int ID = 1;
  private static final int TIME = 2;
  private static final int NEURON = 3;

  /// The columns to read; all others are undefined in rows.
  public enum Content {
    /// All that there are.
    ALL,
    /// Trial, FlyWire id and time.
    TIMES,
    /// Trial and FlyWire id: enough to count.
    COUNTS
  }

  private final ParquetReader file;
  private final double millisecondsPerUnit;
  private final @Nullable ColumnBatches batches;
  private final SpikeRows rows;
  private final boolean hasNeuronIndex;
  private final List<Column> columns = new ArrayList<>();

  /// Opens a file; the backend and duration in its name are believed.
  ///
  /// @throws InputException if the file is missing, damaged or not a spike file
  public SpikeFileReader(Path path) throws IOException {
    this(path, Content.ALL);
  }

  /// Opens a file for some of its columns; the backend and duration in its name are believed.
  ///
  /// @throws InputException if the file is missing, damaged or not a spike file
  public SpikeFileReader(Path path, Content content) throws IOException {
    this(path, SpikeFileName.of(path).orElse(null), content);
  }

  /// Opens a file as if it had a name, which decides the unit of a column `t`.
  ///
  /// @param name null if it is not a benchmark's
  SpikeFileReader(Path path, @Nullable SpikeFileName name, Content content) throws IOException {
    this.file = new ParquetReader(path);
    try {
      this.hasNeuronIndex = content == Content.ALL && file.hasColumn("neuron_index");
      if (file.rows() == 0) {
        // Empty tables of pandas have columns without a type, or no columns at all.
        this.millisecondsPerUnit = 1;
        this.batches = null;
        this.rows = new SpikeRows(0);
        return;
      }
      columns.add(Column.int64("trial"));
      columns.add(Column.int64("flywire_id"));
      if (content == Content.COUNTS) {
        this.millisecondsPerUnit = 1;
      } else {
        SpikeTimeColumn time = SpikeTimeColumn.of(file, name);
        this.millisecondsPerUnit = time.millisecondsPerUnit();
        columns.add(Column.float64(time.name()));
      }
      if (hasNeuronIndex) {
        columns.add(Column.int64("neuron_index"));
      }
      this.batches = file.read(columns);
      this.rows = new SpikeRows(batches.batch().capacity());
      Arrays.fill(rows.neurons(), SpikeRows.NO_NEURON_INDEX);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /// All rows of a file at once, 24 bytes each.
  ///
  /// @throws InputException if the file cannot be read or has more rows than an array can
  public static SpikeRows readAll(Path path) throws IOException {
    try (SpikeFileReader reader = new SpikeFileReader(path)) {
      if (reader.size() > Integer.MAX_VALUE - 8) {
        throw new InputException(
            "%s: %d spikes are too many to load at once; at most 2^31 - 9"
                .formatted(path, reader.size()));
      }
      SpikeRows all = new SpikeRows((int) reader.size());
      while (reader.next()) {
        all.append(reader.rows());
      }
      return all;
    }
  }

  /// Number of spikes in the file.
  public long size() {
    return file.rows();
  }

  /// The file as it was given.
  public Path path() {
    return file.path();
  }

  /// Time of a row of [#rows] in s as pandas has it: a time in ms over 1000, a time in s as it is.
  /// Not for [Content#COUNTS], which reads no times.
  ///
  /// @param row 0 .. size of [#rows] - 1
  public double seconds(int row) {
    double time = Objects.requireNonNull(batches).batch().doubles(TIME)[row];
    return millisecondsPerUnit == 1 ? time / 1000 : time;
  }

  /// Whether rows have a neuron index: the file has the column and it is read.
  public boolean hasNeuronIndex() {
    return hasNeuronIndex;
  }

  /// Key-value metadata: how the spikes came about, in files of flybrain; empty for a file without.
  public Map<String, String> provenance() {
    return file.metadata();
  }

  /// Reads the next rows into [#rows]; false if there are none left.
  ///
  /// @throws InputException if the file is damaged or a value makes no sense
  public boolean next() {
    if (batches == null) {
      return false;
    }
    long firstRow = batches.rows();
    if (!batches.next()) {
      return false;
    }
    ColumnBatch batch = batches.batch();
    int count = batch.rows();
    toInts(batch, TRIAL, rows.trials(), firstRow);
    if (hasNeuronIndex) {
      toInts(batch, NEURON, rows.neurons(), firstRow);
    }
    copyIds(batch, firstRow);
    if (columns.size() > TIME) {
      toMilliseconds(batch, firstRow);
    }
    rows.setSize(count);
    return true;
  }

  /// The rows last read; the next call of [#next] overwrites them.
  public SpikeRows rows() {
    return rows;
  }

  @Override
  public void close() throws IOException {
    if (batches != null) {
      batches.close();
    }
    file.close();
  }

  private void toInts(ColumnBatch batch, int column, int[] to, long firstRow) {
    long[] values = batch.longs(column);
    for (int i = 0; i < batch.rows(); i++) {
      if (values[i] < 0 || values[i] > Integer.MAX_VALUE) {
        throw senseless(column, firstRow + i, values[i], "0 .. 2147483647");
      }
      to[i] = (int) values[i];
    }
  }

  private void copyIds(ColumnBatch batch, long firstRow) {
    long[] ids = batch.longs(ID);
    for (int i = 0; i < batch.rows(); i++) {
      if (ids[i] <= 0) {
        throw senseless(ID, firstRow + i, ids[i], "a neuron id, 1 .. 2^63 - 1");
      }
    }
    System.arraycopy(ids, 0, rows.flywireIds(), 0, batch.rows());
  }

  private void toMilliseconds(ColumnBatch batch, long firstRow) {
    double[] values = batch.doubles(TIME);
    double[] times = rows.times();
    for (int i = 0; i < batch.rows(); i++) {
      if (!(values[i] >= 0 && values[i] < Double.POSITIVE_INFINITY)) {
        throw senseless(TIME, firstRow + i, values[i], "at least 0 and finite");
      }
      times[i] = values[i] * millisecondsPerUnit;
    }
  }

  private InputException senseless(int column, long row, Object value, String allowed) {
    return new InputException(
        "%s: column '%s', row %d (counted from 0): %s; must be %s"
            .formatted(file.path(), columns.get(column).name(), row, value, allowed));
  }
}
