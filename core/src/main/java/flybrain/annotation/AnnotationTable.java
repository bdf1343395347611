package flybrain.annotation;

import flybrain.IdColumn;
import flybrain.InputException;
import flybrain.NearestName;
import flybrain.NeuronId;
import flybrain.annotation.AnnotationReport.Contradictions;
import flybrain.parquet.Column;
import flybrain.rows.TableFile;
import flybrain.rows.TableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One table of neurons while it is read.
final class AnnotationTable {
  /// Metadata of a Parquet file of ours: where the values of a column are from.
  static final String SOURCE = "flybrain.annotation.source.";

  /// Sides as letters, as the MaleCNS has them.
  private static final Map<String, String> SIDES =
      Map.of("l", "left", "r", "right", "m", "center", "c", "center", "midline", "center");

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  private final Path file;
  private final @Nullable String wantedId;
  private final AnnotationTables all;

  /// Indices of the neurons that rows were of.
  private final BitSet seen = new BitSet();

  /// Our name of each column that is read, by its name in the table.
  private final Map<String, String> ourNames = new LinkedHashMap<>();

  /// By our column.
  private final Map<String, Contradictions> contradictions = new LinkedHashMap<>();

  private final List<Target> targets = new ArrayList<>();
  private List<String> ignored = List.of();
  private String idName = "";
  private int idAt;
  private int positionAt = -1;
  private long rows;
  private long withoutId;
  private long unknown;
  private long repeated;
  private long furtherPositions;

  /// Where the cells of a column go.
  ///
  /// @param at place of the column in a row
  /// @param source where its values are from
  private record Target(int at, GrowingColumn column, String source) {}

  AnnotationTable(Path file, @Nullable String idColumn, AnnotationTables all) {
    this.file = file;
    this.wantedId = idColumn;
    this.all = all;
  }

  /// Reads it from its first row to its last.
  void read() throws IOException {
    try (TableFile table = TableFile.open(file)) {
      columns(table);
      TableRows rows =
          table.rows(
              table.columns().stream()
                  .map(name -> new Column(name, table.type(name)).orMissing())
                  .toList());
      while (rows.next()) {
        add(rows);
      }
    }
  }

  private void columns(TableFile table) {
    List<String> names = table.columns();
    ignored = new ArrayList<>(table.unreadableColumns());
    idAt =
        wantedId == null
            ? IdColumn.of(names, file, "name it with --id COLUMN")
            : position(wantedId, names);
    idName = names.get(idAt);
    List<Integer> byRank =
        IntStream.range(0, names.size())
            .boxed()
            .sorted(Comparator.comparingInt(at -> ColumnName.rank(names.get(at))))
            .toList();
    Map<Integer, String> taken = new LinkedHashMap<>();
    for (int at : byRank) {
      String name = names.get(at);
      if (at == idAt) {
        continue;
      }
      if (ColumnName.key(name).equals("position")) {
        positionAt = at;
      } else if (ColumnName.isIgnored(name)) {
        ignored.add(name);
      } else {
        String ours = isTaken(ColumnName.of(name), taken) ? name.strip() : ColumnName.of(name);
        if (isTaken(ours, taken)) {
          ignored.add(name);
        } else {
          taken.put(at, ours);
        }
      }
    }
    IntStream.range(0, names.size())
        .filter(taken::containsKey)
        .forEach(at -> {
          String ours = String.valueOf(taken.get(at));
          ourNames.put(names.get(at), ours);
          targets.add(new Target(at, all.columnOf(ours), source(table.metadata(), ours)));
        });
    if (positionAt >= 0) {
      ourNames.put(names.get(positionAt), String.join(", ", ColumnName.POSITION));
    }
    if (ourNames.isEmpty()) {
      throw new InputException(
          "%s: has no column besides the ids '%s', so it annotates nothing"
              .formatted(file, idName));
    }
  }

  private static boolean isTaken(String name, Map<Integer, String> taken) {
    return taken.values().stream()
        .anyMatch(other -> ColumnName.key(other).equals(ColumnName.key(name)));
  }

  private int position(String wanted, List<String> names) {
    int at = names.indexOf(wanted);
    if (at < 0) {
      throw new InputException(
          "%s: has no column '%s' for the ids%s; its columns are '%s'"
              .formatted(
                  file, wanted, NearestName.hint(wanted, names), String.join("', '", names)));
    }
    return at;
  }

  private String source(Map<String, String> metadata, String column) {
    return metadata.getOrDefault(SOURCE + column, String.valueOf(file.getFileName()));
  }

  private void add(TableRows cells) {
    rows++;
    String text = cells.text(idAt);
    long id =
        TableRows.NO_VALUE.contains(text) ? 0 : NeuronId.orNone(text, () -> cells.place(idAt));
    if (NeuronId.isNone(id)) {
      withoutId++;
      return;
    }
    int neuron = all.indexOf(NeuronId.parse(text, () -> cells.place(idAt)));
    if (neuron < 0) {
      unknown++;
      return;
    }
    repeated += seen.get(neuron) ? 1 : 0;
    seen.set(neuron);
    for (Target target : targets) {
      String value = value(cells.text(target.at), target.column.name());
      if (!value.isEmpty()) {
        put(neuron, value, target, id);
      }
    }
    if (positionAt >= 0) {
      String position = cells.text(positionAt);
      if (!TableRows.NO_VALUE.contains(position)) {
        putPosition(neuron, position, cells);
      }
    }
  }

  private static String value(String value, String column) {
    if (TableRows.NO_VALUE.contains(value)) {
      return "";
    }
    return column.equals(ColumnName.SIDE)
        ? SIDES.getOrDefault(value.toLowerCase(java.util.Locale.ROOT), value)
        : value;
  }

  private void put(int neuron, String value, Target target, long id) {
    GrowingColumn column = target.column;
    if (!column.has(neuron)) {
      column.set(neuron, value, target.source);
    } else if (!column.is(neuron, value) && !isSameTransmitter(column, neuron, value)) {
      Contradictions known = contradictions.get(column.name());
      String example =
          known == null
              ? "%d: '%s', kept '%s'".formatted(id, value, column.value(neuron))
              : known.example();
      contradictions.put(
          column.name(), new Contradictions(known == null ? 1 : known.count() + 1, example));
    }
  }

  private static boolean isSameTransmitter(GrowingColumn column, int neuron, String value) {
    return column.name().equals(ColumnName.TRANSMITTER)
        && Transmitter.isSame(column.value(neuron), value);
  }

  /// A position is taken as a whole or not at all.
  private void putPosition(int neuron, String cell, TableRows row) {
    List<GrowingColumn> xyz = ColumnName.POSITION.stream().map(all::columnOf).toList();
    if (xyz.stream().anyMatch(column -> column.has(neuron))) {
      furtherPositions++;
      return;
    }
    Matcher numbers = NUMBER.matcher(cell);
    List<String> found = numbers.results().map(number -> number.group()).toList();
    if (found.size() != xyz.size()) {
      throw new InputException(
          "%s: '%s': must be three numbers, as in [412344 118236 2680]"
              .formatted(row.place(positionAt), cell));
    }
    for (int k = 0; k < found.size(); k++) {
      xyz.get(k).set(neuron, found.get(k), String.valueOf(file.getFileName()));
    }
  }

  AnnotationReport.OfTable report() {
    return new AnnotationReport.OfTable(
        file,
        idName,
        rows,
        withoutId,
        unknown,
        repeated,
        furtherPositions,
        ourNames,
        ignored,
        contradictions);
  }
}
