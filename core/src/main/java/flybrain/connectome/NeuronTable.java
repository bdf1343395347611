package flybrain.connectome;

import flybrain.IdColumn;
import flybrain.InputException;
import flybrain.NearestName;
import flybrain.NeuronId;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnType;
import flybrain.rows.TableFile;
import flybrain.rows.TableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A table with a row for each neuron: annotations, transmitters, lists of what is proofread.
final class NeuronTable implements AutoCloseable {
  private final TableFile table;
  private final String idColumn;

  private NeuronTable(TableFile table, String idColumn) {
    this.table = table;
    this.idColumn = idColumn;
  }

  /// @param idColumn name of the column of ids, or null to find it by its name
  /// @throws InputException if there is no such column
  static NeuronTable open(Path file, @Nullable String idColumn) throws IOException {
    TableFile table = TableFile.open(file);
    try {
      String id =
          idColumn == null
              ? table
                  .columns()
                  .get(IdColumn.of(table.columns(), file, "name it with --column id=COLUMN"))
              : column(table, idColumn);
      return new NeuronTable(table, id);
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  /// The name of a column as it is in the table, whatever its case.
  private static String column(TableFile table, String wanted) {
    List<String> columns = table.columns();
    return columns.stream()
        .filter(name -> EdgeColumn.key(name).equals(EdgeColumn.key(wanted)))
        .findFirst()
        .orElseThrow(() ->
            new InputException(
                "%s: has no column '%s'%s; its columns are '%s'"
                    .formatted(
                        table.path(),
                        wanted,
                        NearestName.hint(wanted, columns),
                        String.join("', '", columns))));
  }

  /// The first of some columns that the table has; empty if it has none of them.
  Optional<String> firstOf(List<String> wanted) {
    return wanted.stream()
        .flatMap(each ->
            table.columns().stream()
                .filter(name -> EdgeColumn.key(name).equals(EdgeColumn.key(each))))
        .findFirst();
  }

  Path path() {
    return table.path();
  }

  List<String> columns() {
    return table.columns();
  }

  String idColumn() {
    return idColumn;
  }

  /// Takes a row.
  interface Reading {
    /// Takes a row that names a neuron.
    ///
    /// @param id of the neuron
    /// @param values of the columns asked for, "" where there is none
    void row(long id, List<String> values);
  }

  /// Reads all rows that name a neuron, once.
  ///
  /// @throws InputException naming a value that is not an id, or a column that is not there
  void read(List<String> wanted, Reading reading) throws IOException {
    List<String> names = wanted.stream().map(name -> column(table, name)).toList();
    boolean isText = table.type(idColumn) == ColumnType.STRING;
    Column id = isText ? Column.string(idColumn) : Column.int64(idColumn);
    List<Column> columns =
        Stream.concat(Stream.of(id), names.stream().map(name -> new Column(name, table.type(name))))
            .map(Column::orMissing)
            .toList();
    TableRows rows = table.rows(columns);
    while (rows.next()) {
      String text = rows.text(0);
      long neuron =
          TableRows.NO_VALUE.contains(text) ? 0 : NeuronId.orNone(text, () -> rows.place(0));
      if (!NeuronId.isNone(neuron)) {
        NeuronId.parse(text, () -> rows.place(0));
        List<String> values = new ArrayList<>(names.size());
        for (int k = 1; k <= names.size(); k++) {
          values.add(rows.text(k));
        }
        reading.row(neuron, values);
      }
    }
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
