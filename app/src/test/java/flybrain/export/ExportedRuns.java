package flybrain.export;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import flybrain.spikes.FiringRates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Recorded runs to export, of spikes in any order.
final class ExportedRuns {
  private static final List<Column> COLUMNS =
      List.of(
          Column.float64("time_ms"),
          Column.int64("trial"),
          Column.int64("flywire_id"),
          Column.int64("neuron_index"));

  private ExportedRuns() {}

  /// A spike of a neuron.
  ///
  /// @param time in ms
  record Spike(int trial, double time, long id, int index) {
    Spike(int trial, double time, long id) {
      this(trial, time, id, (int) (id % 1000));
    }
  }

  /// Writes a spike file, with neuron indices or without.
  static Path write(Path file, boolean indices, List<Spike> spikes) throws IOException {
    List<Column> columns = indices ? COLUMNS : COLUMNS.subList(0, 3);
    ColumnBatch batch = ColumnBatch.ofRows(columns, spikes.size());
    for (int k = 0; k < spikes.size(); k++) {
      Spike spike = spikes.get(k);
      batch.doubles(0)[k] = spike.time;
      batch.longs(1)[k] = spike.trial;
      batch.longs(2)[k] = spike.id;
      if (indices) {
        batch.longs(3)[k] = spike.index;
      }
    }
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.ZSTD, Map.of())) {
      writer.write(batch);
      writer.commit();
    }
    return file;
  }

  /// A run of trials of a second.
  static ExportedRun of(Path file, int trials, long[] ids, List<String> names) throws IOException {
    List<String> unknown = Collections.nCopies(ids.length, "");
    return new ExportedRun(
        file,
        "run",
        Map.of(),
        FiringRates.of(file, 1, trials),
        new ExportedNeurons(ids, new int[0], names.isEmpty() ? unknown : names, unknown, unknown));
  }
}
