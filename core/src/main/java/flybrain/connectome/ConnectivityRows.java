package flybrain.connectome;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The rows of one connectivity file, checked against the neurons of its brain.
final class ConnectivityRows {
  /// A damaged footer may promise billions of rows: room for more is made as they come.
  private static final int MOST_ROOM = 1 << 24;

  private final Path file;
  private final Neurons neurons;
  private final ColumnBatches batches;
  private final List<Column> columns;
  private long firstRow;

  /// @param batches presynaptic and postsynaptic index, signed synapses, and what else the file has
  ConnectivityRows(Path file, Neurons neurons, ColumnBatches batches) {
    this.file = file;
    this.neurons = neurons;
    this.batches = batches;
    this.columns = batches.batch().columns();
  }

  /// @param expected number of rows that the file claims to have
  Connections read(int expected) {
    int room = Math.min(expected, MOST_ROOM);
    ConnectionsBuilder builder = new ConnectionsBuilder(neurons.size(), room);
    while (batches.next()) {
      ColumnBatch batch = batches.batch();
      long[] pres = batch.longs(0);
      long[] posts = batch.longs(1);
      long[] weights = batch.longs(2);
      checkIndices(ConnectivityFile.PRE_INDEX, pres, batch.rows());
      checkIndices(ConnectivityFile.POST_INDEX, posts, batch.rows());
      checkWeights(weights, batch.rows());
      checkIds(ConnectivityFile.PRE_ID, batch, pres);
      checkIds(ConnectivityFile.POST_ID, batch, posts);
      checkSigns(batch);
      for (int k = 0; k < batch.rows(); k++) {
        builder.add((int) pres[k], (int) posts[k], (int) weights[k]);
      }
      firstRow += batch.rows();
    }
    return build(builder);
  }

  private Connections build(ConnectionsBuilder builder) {
    try {
      return builder.build();
    } catch (PairOverflowException e) {
      throw new InputException(file + ": " + e.message(neurons), e);
    }
  }

  private void checkIndices(Column column, long[] indices, int rows) {
    int size = neurons.size();
    for (int k = 0; k < rows; k++) {
      if (indices[k] < 0 || indices[k] >= size) {
        throw refuse(
            column,
            k,
            "neuron index %d; the completeness table has %d neurons, indices 0 .. %d; do both files belong together?"
                .formatted(indices[k], size, size - 1));
      }
    }
  }

  private void checkWeights(long[] weights, int rows) {
    for (int k = 0; k < rows; k++) {
      if (weights[k] != (int) weights[k]) {
        throw refuse(
            ConnectivityFile.WEIGHT,
            k,
            "%d synapses; allowed are %d .. %d"
                .formatted(weights[k], Integer.MIN_VALUE, Integer.MAX_VALUE));
      }
    }
  }

  private void checkIds(Column column, ColumnBatch batch, long[] indices) {
    if (!columns.contains(column)) {
      return;
    }
    long[] ids = batch.longs(columns.indexOf(column));
    for (int k = 0; k < batch.rows(); k++) {
      if (ids[k] != neurons.id((int) indices[k])) {
        throw refuse(column, k, mismatch(ids[k], (int) indices[k]));
      }
    }
  }

  /// Holds the signed number of synapses against sign and number, as far as the file has them.
  private void checkSigns(ColumnBatch batch) {
    int signs = columns.indexOf(ConnectivityFile.SIGN);
    int counts = columns.indexOf(ConnectivityFile.SYNAPSES);
    long[] weights = batch.longs(2);
    for (int k = 0; k < batch.rows(); k++) {
      long sign = signs < 0 ? Long.signum(weights[k]) : batch.longs(signs)[k];
      long count = counts < 0 ? Math.abs(weights[k]) : batch.longs(counts)[k];
      boolean isSign = Math.abs(sign) == 1 || weights[k] == 0;
      if (sign * count != weights[k] || count < 0 || !isSign) {
        throw refuse(
            ConnectivityFile.WEIGHT, k, contradiction(batch, k, weights[k], signs, counts));
      }
    }
  }

  private static String contradiction(
      ColumnBatch batch, int row, long weight, int signs, int counts) {
    List<String> others = new ArrayList<>();
    if (signs >= 0) {
      others.add("'%s' is %d".formatted(ConnectivityFile.SIGN.name(), batch.longs(signs)[row]));
    }
    if (counts >= 0) {
      others.add(
          "'%s' is %d".formatted(ConnectivityFile.SYNAPSES.name(), batch.longs(counts)[row]));
    }
    return ("%d contradicts the row, in which %s; it must be their product, of a sign of 1 or -1 "
            + "and a number of at least 0: correct the file, or remove the wrong column")
        .formatted(weight, String.join(" and ", others));
  }

  private String mismatch(long id, int index) {
    int own = neurons.indexOf(id);
    return ("id %d; the completeness table has %d at index %d of this row, and %s; use the two "
            + "files of one brain")
        .formatted(
            id,
            neurons.id(index),
            index,
            own < 0 ? "does not contain this id" : "this id at index " + own);
  }

  /// The error for a value of the current batch.
  private InputException refuse(Column column, int rowOfBatch, String fault) {
    return new InputException(
        "%s: column '%s', row %d (counted from 0): %s"
            .formatted(file, column.name(), firstRow + rowOfBatch, fault));
  }
}
