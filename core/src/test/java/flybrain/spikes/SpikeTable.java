package flybrain.spikes;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Writes spike files of tests, with their rows in any order.
public final class SpikeTable {
  private static final List<Column> COLUMNS =
      List.of(Column.float64("time_ms"), Column.int64("trial"), Column.int64("flywire_id"));

  private SpikeTable() {}

  /// A row of a spike file.
  ///
  /// @param time in ms
  public record Row(int trial, double time, long flywireId) {}

  /// Writes rows as they come.
  public static Path write(Path file, List<Row> rows) throws IOException {
    try (ParquetWriter writer = new ParquetWriter(file, COLUMNS, Compression.BROTLI, Map.of())) {
      ColumnBatch batch = new ColumnBatch(COLUMNS, Math.max(1, rows.size()));
      for (int i = 0; i < rows.size(); i++) {
        batch.doubles(0)[i] = rows.get(i).time();
        batch.longs(1)[i] = rows.get(i).trial();
        batch.longs(2)[i] = rows.get(i).flywireId();
      }
      batch.setRows(rows.size());
      writer.write(batch);
      writer.commit();
    }
    return file;
  }
}
