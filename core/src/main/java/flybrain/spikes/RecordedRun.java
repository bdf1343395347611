package flybrain.spikes;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The run recorded in a spike file: from its rows and metadata, otherwise from its name.
///
/// @param experiment `exp_name` of all rows; without rows or names, what flybrain would write there
/// @param duration of a trial in s, NaN if unknown
/// @param trials number of trials, 0 when unknown
/// @param metadata key-value metadata of the file
public record RecordedRun(
    String experiment, double duration, int trials, Map<String, String> metadata) {
  private static final String COLUMN = "exp_name";

  /// Reads the run recorded in a file. Of the rows it reads the names of the experiment, all of
  /// them.
  ///
  /// @throws InputException if it is missing or damaged, when its rows are of several experiments,
  ///   or its metadata makes no sense
  public static RecordedRun of(Path file) throws IOException {
    try (ParquetReader reader = new ParquetReader(file)) {
      RunSize size = RunSize.of(file, reader.metadata());
      return new RecordedRun(experiment(reader), size.duration(), size.trials(), reader.metadata());
    }
  }

  private static String experiment(ParquetReader file) {
    @Nullable String found = null;
    if (file.rows() > 0 && file.hasColumn(COLUMN)) {
      try (ColumnBatches batches = file.read(List.of(Column.string(COLUMN)))) {
        while (batches.next()) {
          found = same(file, batches.batch(), found);
        }
      }
    }
    return found == null
        ? file.metadata()
            .getOrDefault(
                SpikeFileWriter.EXPERIMENT_NAME, SpikeFileWriter.experimentName(file.path()))
        : found;
  }

  private static @Nullable String same(
      ParquetReader file, ColumnBatch batch, @Nullable String first) {
    String name = first;
    for (int i = 0; i < batch.rows(); i++) {
      String next = batch.strings(0)[i];
      if (name == null) {
        name = next;
      } else if (!next.equals(name)) {
        throw new InputException(
            ("%s: has spikes of several experiments ('%s' and '%s' in exp_name); write one file "
                    + "per experiment")
                .formatted(file.path(), name, next));
      }
    }
    return name;
  }
}
