package flybrain.figures;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Spike files as other programs write them: times, trials and ids, nothing said about the run.
final class SpikesOnDisk {
  private SpikesOnDisk() {}

  /// A spike of a neuron.
  ///
  /// @param time in ms
  record Spike(int trial, double time, long id) {}

  static Path write(Path file, List<Spike> spikes) throws IOException {
    List<Column> columns =
        List.of(Column.float64("time_ms"), Column.int64("trial"), Column.int64("flywire_id"));
    ColumnBatch batch = ColumnBatch.ofRows(columns, spikes.size());
    for (int k = 0; k < spikes.size(); k++) {
      batch.doubles(0)[k] = spikes.get(k).time;
      batch.longs(1)[k] = spikes.get(k).trial;
      batch.longs(2)[k] = spikes.get(k).id;
    }
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.ZSTD, Map.of())) {
      writer.write(batch);
      writer.commit();
    }
    return file;
  }
}
