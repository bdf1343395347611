package flybrain.audit;

import flybrain.LongIndex;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// Checks that each neuron has one index and each index one neuron, in a file and in all files of
/// one connectome.
final class NeuronIndexAudit {
  private static final String COLUMN = "neuron_index";

  private final Findings findings;
  private final Map<Long, Place> ofNeurons = new HashMap<>();
  private final Map<Long, Place> ofIndices = new HashMap<>();

  /// Where a neuron was seen first with its index.
  private record Place(long flywireId, long index, String file) {}

  NeuronIndexAudit(Findings findings) {
    this.findings = findings;
  }

  /// Checks a file, if it has indices.
  ///
  /// @param name of the file in findings
  /// @param progress receives the number of rows read
  void check(ParquetReader file, String name, LongConsumer progress) {
    if (file.rows() == 0 || !file.hasColumn(COLUMN)) {
      return;
    }
    LongIndex neurons = new LongIndex();
    long[] indices = new long[512];
    int seen = 0;
    long changes = 0;
    List<Column> columns = List.of(Column.int64("flywire_id"), Column.int64(COLUMN));
    try (ColumnBatches batches = file.read(columns)) {
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int i = 0; i < batch.rows(); i++) {
          long id = batch.longs(0)[i];
          long index = batch.longs(1)[i];
          int neuron = neurons.numberOf(id);
          if (neuron == seen) {
            indices = seen == indices.length ? Arrays.copyOf(indices, 2 * seen) : indices;
            indices[seen++] = index;
          } else if (indices[neuron] != index && changes++ == 0) {
            report(name, new Place(id, indices[neuron], name), new Place(id, index, name));
          }
        }
        progress.accept(batch.rows());
      }
    }
    compare(name, neurons.ids(), indices);
  }

  /// Holds the first index of each neuron against the other neurons and the files before.
  private void compare(String name, long[] ids, long[] indices) {
    boolean reported = false;
    for (int neuron = 0; neuron < ids.length; neuron++) {
      Place here = new Place(ids[neuron], indices[neuron], name);
      for (Place before :
          List.of(
              ofNeurons.computeIfAbsent(here.flywireId(), _ -> here),
              ofIndices.computeIfAbsent(here.index(), _ -> here))) {
        boolean same = before.flywireId() == here.flywireId() && before.index() == here.index();
        if (!same && !reported) {
          report(name, before, here);
          reported = true;
        }
      }
    }
  }

  private void report(String name, Place before, Place here) {
    boolean ofNeuron = before.flywireId() == here.flywireId();
    String where = before.file().equals(name) ? "" : " in " + before.file();
    findings.error(
        name,
        ofNeuron ? "two indices of a neuron" : "two neurons of an index",
        ofNeuron
            ? "neuron %d: neuron_index %d; %d%s"
                .formatted(here.flywireId(), here.index(), before.index(), where)
            : "neuron_index %d: neuron %d; %d%s"
                .formatted(here.index(), here.flywireId(), before.flywireId(), where),
        "one neuron_index per flywire_id",
        where.isEmpty()
            ? "columns sorted or joined separately"
            : "indices of another connectome, or counted differently");
  }
}
