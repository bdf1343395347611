package flybrain.connectome;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import flybrain.InputException;
import flybrain.files.ExistingFile;
import flybrain.parquet.NonEmptyReads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The connections of a brain as the reference suite keeps them: Parquet, one row a connection, in
/// any order, with neuron indices, FlyWire ids and the signed number of synapses.
final class ConnectivityFile {
  static final String PRE_ID = "Presynaptic_ID";
  static final String POST_ID = "Postsynaptic_ID";
  static final String PRE_INDEX = "Presynaptic_Index";
  static final String POST_INDEX = "Postsynaptic_Index";
  static final String WEIGHT = "Excitatory x Connectivity";

  /// Hardwood logs its choice of instructions, which is no news to a user; held, or it is
  /// collected.
  private static final Logger HARDWOOD = Logger.getLogger("dev.hardwood");

  static {
    HARDWOOD.setLevel(Level.WARNING);
  }

  private static final List<String> NEEDED = List.of(PRE_INDEX, POST_INDEX, WEIGHT);
  private static final List<String> IDS = List.of(PRE_ID, POST_ID);

  private ConnectivityFile() {}

  /// Reads the connections; ids, where the file has them, are held against the neurons.
  ///
  /// @throws InputException when the file is missing, no such table, or does not fit the neurons
  static Connections read(Path file, Neurons neurons) throws IOException {
    ExistingFile.check(file);
    try (ParquetFileReader reader = ParquetFileReader.open(new NonEmptyReads(InputFile.of(file)))) {
      boolean hasIds = checkColumns(file, reader.getFileSchema().getColumns());
      String[] names =
          (hasIds ? Stream.concat(NEEDED.stream(), IDS.stream()) : NEEDED.stream())
              .toArray(String[]::new);
      long rows = reader.getFileMetaData().numRows();
      if (rows > Integer.MAX_VALUE - 8) {
        throw new InputException(
            "%s: has %d rows; at most 2^31 - 9 can be held; split it".formatted(file, rows));
      }
      try (ColumnReaders columns = reader.columnReaders(ColumnProjection.columns(names))) {
        return new ConnectivityRows(file, neurons, columns, hasIds).read((int) rows);
      }
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new InputException(
          "%s: cannot be read as Parquet (%s); it is damaged, cut short or of another format: fetch"
                  .formatted(file, reason(e))
              + " or export it again",
          e);
    }
  }

  /// Whether the file has both id columns.
  private static boolean checkColumns(Path file, List<ColumnSchema> schemas) {
    Map<String, ColumnSchema> columns =
        schemas.stream().collect(Collectors.toMap(ConnectivityFile::topName, c -> c, (a, b) -> a));
    List<String> missing = NEEDED.stream().filter(name -> !columns.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new InputException(
          "%s: has no column '%s'; its columns are '%s', needed are '%s'"
              .formatted(
                  file,
                  String.join("', '", missing),
                  schemas.stream()
                      .map(ConnectivityFile::topName)
                      .collect(Collectors.joining("', '")),
                  String.join("', '", NEEDED)));
    }
    for (String name : Stream.concat(NEEDED.stream(), IDS.stream()).toList()) {
      ColumnSchema column = columns.get(name);
      if (column != null
          && (column.maxRepetitionLevel() > 0
              || (column.type() != PhysicalType.INT32 && column.type() != PhysicalType.INT64))) {
        throw new InputException(
            "%s: column '%s' holds %s; it must hold int64 or int32"
                .formatted(file, name, column.maxRepetitionLevel() > 0 ? "lists" : column.type()));
      }
    }
    return columns.keySet().containsAll(IDS);
  }

  /// The name that a user sees; the values of a list have another one inside.
  private static String topName(ColumnSchema column) {
    return column.fieldPath().topLevelName();
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return message.lines().findFirst().orElse("unknown");
  }
}
