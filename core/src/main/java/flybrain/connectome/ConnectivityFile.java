package flybrain.connectome;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The connections of a brain as the reference suite keeps them: Parquet, one row a connection, in
/// any order, with neuron indices, FlyWire ids and the signed number of synapses.
final class ConnectivityFile {
  static final Column PRE_ID = Column.int64("Presynaptic_ID");
  static final Column POST_ID = Column.int64("Postsynaptic_ID");
  static final Column PRE_INDEX = Column.int64("Presynaptic_Index");
  static final Column POST_INDEX = Column.int64("Postsynaptic_Index");
  static final Column SYNAPSES = Column.int64("Connectivity");
  static final Column SIGN = Column.int64("Excitatory");
  static final Column WEIGHT = Column.int64("Excitatory x Connectivity");

  private static final List<Column> NEEDED = List.of(PRE_INDEX, POST_INDEX, WEIGHT);
  private static final List<Column> CHECKED = List.of(PRE_ID, POST_ID, SYNAPSES, SIGN);

  private ConnectivityFile() {}

  /// Reads the connections; ids, if the file has them, are checked against the neurons, and sign
  /// and number of synapses against the signed number.
  ///
  /// @throws InputException if the file is missing, no such table, or does not fit the neurons
  static Connections read(Path file, Neurons neurons) throws IOException {
    try (ParquetReader reader = new ParquetReader(file)) {
      if (reader.rows() > Integer.MAX_VALUE - 8) {
        throw new InputException(
            "%s: has %d rows; at most 2^31 - 9 are supported".formatted(file, reader.rows()));
      }
      List<Column> columns =
          Stream.concat(
                  NEEDED.stream(),
                  CHECKED.stream().filter(column -> reader.hasColumn(column.name())))
              .toList();
      try (ColumnBatches batches = reader.read(columns)) {
        return new ConnectivityRows(file, neurons, batches).read((int) reader.rows());
      }
    }
  }
}
