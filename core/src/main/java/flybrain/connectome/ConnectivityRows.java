package flybrain.connectome;

import dev.hardwood.reader.ColumnReaders;
import flybrain.InputException;
import java.nio.file.Path;

/// The rows of one connectivity file, checked against the neurons of its brain.
final class ConnectivityRows {
  /// A damaged footer may promise billions of rows: room for more is made as they come.
  private static final int MOST_ROOM = 1 << 24;

  private final Path file;
  private final Neurons neurons;
  private final ColumnReaders columns;
  private final boolean hasIds;

  ConnectivityRows(Path file, Neurons neurons, ColumnReaders columns, boolean hasIds) {
    this.file = file;
    this.neurons = neurons;
    this.columns = columns;
    this.hasIds = hasIds;
  }

  /// @param expected number of rows that the file claims to have
  Connections read(int expected) {
    int room = Math.min(expected, MOST_ROOM);
    ConnectionsBuilder builder = new ConnectionsBuilder(neurons.size(), room);
    ConnectivityColumn pre = column(ConnectivityFile.PRE_INDEX);
    ConnectivityColumn post = column(ConnectivityFile.POST_INDEX);
    ConnectivityColumn weight = column(ConnectivityFile.WEIGHT);
    long row = 0;
    while (columns.nextBatch()) {
      int rows = columns.getRecordCount();
      long[] pres = pre.batch(row, rows);
      long[] posts = post.batch(row, rows);
      long[] weights = weight.batch(row, rows);
      checkIndices(pre, pres, row, rows);
      checkIndices(post, posts, row, rows);
      checkWeights(weight, weights, row, rows);
      if (hasIds) {
        checkIds(column(ConnectivityFile.PRE_ID), pres, row, rows);
        checkIds(column(ConnectivityFile.POST_ID), posts, row, rows);
      }
      for (int k = 0; k < rows; k++) {
        builder.add((int) pres[k], (int) posts[k], (int) weights[k]);
      }
      row += rows;
    }
    if (row != expected) {
      throw new InputException(
          "%s: has %d rows where its footer promises %d; it is damaged: fetch or export it again"
              .formatted(file, row, expected));
    }
    return build(builder);
  }

  private Connections build(ConnectionsBuilder builder) {
    try {
      return builder.build();
    } catch (ArithmeticException e) {
      throw new InputException(
          "%s: connection %s; correct its rows".formatted(file, e.getMessage()), e);
    }
  }

  private ConnectivityColumn column(String name) {
    return new ConnectivityColumn(file, name, columns.getColumnReader(name));
  }

  private void checkIndices(ConnectivityColumn column, long[] indices, long firstRow, int rows) {
    int size = neurons.size();
    for (int k = 0; k < rows; k++) {
      if (indices[k] < 0 || indices[k] >= size) {
        throw column.refuse(
            firstRow + k,
            "neuron index " + indices[k],
            "the completeness table has %d neurons, indices 0 .. %d; do both files belong together?"
                .formatted(size, size - 1));
      }
    }
  }

  private void checkWeights(ConnectivityColumn column, long[] weights, long firstRow, int rows) {
    for (int k = 0; k < rows; k++) {
      if (weights[k] != (int) weights[k]) {
        throw column.refuse(
            firstRow + k,
            weights[k] + " synapses",
            "allowed are %d .. %d".formatted(Integer.MIN_VALUE, Integer.MAX_VALUE));
      }
    }
  }

  private void checkIds(ConnectivityColumn column, long[] indices, long firstRow, int rows) {
    long[] ids = column.batch(firstRow, rows);
    for (int k = 0; k < rows; k++) {
      if (ids[k] != neurons.id((int) indices[k])) {
        throw column.refuse(firstRow + k, "id " + ids[k], mismatch(ids[k], (int) indices[k]));
      }
    }
  }

  private String mismatch(long id, int index) {
    int own = neurons.indexOf(id);
    return "the completeness table has %d at the index %d that this row gives, and %s; use the two files of one brain"
        .formatted(
            neurons.id(index),
            index,
            own < 0 ? "does not have this id at all" : "this id at index " + own);
  }
}
