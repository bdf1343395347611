package flybrain.spikes;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a spike file has its times, and in which unit.
///
/// @param name column
/// @param millisecondsPerUnit 1 when it is in ms, 1000 when it is in s
record SpikeTimeColumn(String name, double millisecondsPerUnit) {
  private static final double MS = 1;
  private static final double S = 1000;

  /// The column of a file: `time_ms`, otherwise `time_s`, otherwise `t`. A `t` is in s, but in ms
  /// when PyTorch wrote it or when its maximum exceeds twice the duration of a trial.
  ///
  /// @param name of the file, null if it is not a benchmark's
  /// @throws InputException if it has none
  static SpikeTimeColumn of(ParquetReader file, @Nullable SpikeFileName name) {
    if (file.hasColumn("time_ms")) {
      return new SpikeTimeColumn("time_ms", MS);
    }
    if (file.hasColumn("time_s")) {
      return new SpikeTimeColumn("time_s", S);
    }
    if (!file.hasColumn("t")) {
      throw new InputException(
          "%s: has no column 'time_ms', 'time_s' or 't'; its columns are %s"
              .formatted(file.path(), file.columns()));
    }
    boolean inMs = name != null && (name.isPyTorch() || hasTimeAbove(file, 2 * name.tRun()));
    return new SpikeTimeColumn("t", inMs ? MS : S);
  }

  /// Whether any `t` exceeds a limit.
  private static boolean hasTimeAbove(ParquetReader file, double limit) {
    if (file.rows() == 0) {
      return false;
    }
    try (ColumnBatches batches = file.read(List.of(Column.float64("t")))) {
      while (batches.next()) {
        double[] times = batches.batch().doubles(0);
        for (int i = 0; i < batches.batch().rows(); i++) {
          if (times[i] > limit) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
