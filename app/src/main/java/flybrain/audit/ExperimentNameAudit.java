package flybrain.audit;

import flybrain.Counted;
import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import flybrain.spikes.SpikeFileWriter;
import java.util.List;
import java.util.function.LongConsumer;

/// Checks that every row has in `exp_name` the name of its file without ending, or the one that the
/// file says its experiment was given.
final class ExperimentNameAudit {
  private static final String COLUMN = "exp_name";

  private ExperimentNameAudit() {}

  /// Checks a file, if it has names.
  ///
  /// @param name of the file in findings
  /// @param progress receives the number of rows read
  static void check(ParquetReader file, String name, Findings findings, LongConsumer progress) {
    if (file.rows() == 0 || !file.hasColumn(COLUMN)) {
      return;
    }
    String expected =
        file.metadata()
            .getOrDefault(
                SpikeFileWriter.EXPERIMENT_NAME, SpikeFileWriter.experimentName(file.path()));
    String other = expected;
    long different = 0;
    try (ColumnBatches batches = file.read(List.of(Column.string(COLUMN)))) {
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int i = 0; i < batch.rows(); i++) {
          String found = batch.strings(0)[i];
          if (!found.equals(expected) && different++ == 0) {
            other = found;
          }
        }
        progress.accept(batch.rows());
      }
    } catch (InputException e) {
      findings.warning(
          name,
          "unreadable exp_name",
          FolderAudit.message(e, file.path()),
          expected,
          "another schema");
      return;
    }
    if (different > 0) {
      findings.warning(
          name,
          "exp_name of another file",
          "%s; %d of %s".formatted(other, different, Counted.of(file.rows(), "row")),
          expected,
          "a renamed file, or joined files");
    }
  }
}
