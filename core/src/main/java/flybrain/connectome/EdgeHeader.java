package flybrain.connectome;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.annotation.Transmitter;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnType;
import flybrain.rows.TableFile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which column of an edge list holds what.
final class EdgeHeader {
  /// Where what the signs need begins among the columns that are read.
  private static final int FIRST_SIGN = 3;

  private final TableFile table;
  private final List<String> names;

  /// Positions in a row of the table, counted from 0.
  private final Map<EdgeColumn, Integer> positions = new EnumMap<>(EdgeColumn.class);

  private final Map<Transmitter, Integer> scores = new EnumMap<>(Transmitter.class);
  private final boolean isSignChosen;

  /// @param chosen names of columns, where the user says which they are
  /// @throws InputException if a column is missing, mistyped or repeated
  EdgeHeader(TableFile table, Map<EdgeColumn, String> chosen) {
    this.table = table;
    this.names = table.columns();
    this.isSignChosen = chosen.keySet().stream().anyMatch(EdgeColumn::isOfSign);
    chosen.forEach((column, name) -> positions.put(column, chosen(column, name)));
    for (int position = 0; position < names.size(); position++) {
      if (!positions.containsValue(position)) {
        assign(position, chosen.keySet());
      }
    }
    require(EdgeColumn.PRESYNAPTIC);
    require(EdgeColumn.POSTSYNAPTIC);
    require(EdgeColumn.COUNT);
    names.forEach(this::refuseMistyped);
    if (positions.containsKey(EdgeColumn.SIGN) && positions.containsKey(EdgeColumn.TRANSMITTER)) {
      throw refuse(
          "columns '%s' and '%s' both give the sign; remove one"
              .formatted(name(EdgeColumn.SIGN), name(EdgeColumn.TRANSMITTER)));
    }
  }

  /// Where the signs come from: the second table if there is one, otherwise a column of them or of
  /// transmitters, otherwise the scores of transmitters, otherwise the numbers of synapses.
  ///
  /// @throws InputException if some of the scores are missing, so the largest is unknown, or if a
  ///   column of signs is of a type that cannot be read, such as truth values
  EdgeSigns signs(@Nullable TransmitterTable transmitters, SignRule rule) {
    if (transmitters != null) {
      return new EdgeSigns.OfTable(transmitters);
    }
    if (!isSignChosen) {
      refuseUnreadable(EdgeColumn::isOfSign);
    }
    if (positions.containsKey(EdgeColumn.SIGN)) {
      return new EdgeSigns.OfColumn(name(EdgeColumn.SIGN), FIRST_SIGN);
    }
    if (positions.containsKey(EdgeColumn.TRANSMITTER)) {
      return new EdgeSigns.OfName(name(EdgeColumn.TRANSMITTER), FIRST_SIGN);
    }
    if (scores.isEmpty()) {
      return new EdgeSigns.OfCount();
    }
    List<String> missing =
        Stream.of(Transmitter.values())
            .filter(each -> !scores.containsKey(each))
            .map(Transmitter::scoreColumn)
            .toList();
    if (!missing.isEmpty()) {
      throw refuse(
          ("has transmitter scores but not %s; the largest of all six gives the sign: add the "
                  + "missing columns, or a column sign or nt_type")
              .formatted(String.join(", ", missing)));
    }
    return new EdgeSigns.OfScores(FIRST_SIGN, rule);
  }

  /// The columns to read: both ids, the number of synapses, then what the signs need.
  List<Column> columns(EdgeSigns signs) {
    List<Column> columns = new ArrayList<>();
    for (EdgeColumn each :
        List.of(EdgeColumn.PRESYNAPTIC, EdgeColumn.POSTSYNAPTIC, EdgeColumn.COUNT)) {
      columns.add(whole(name(each)));
    }
    switch (signs) {
      case EdgeSigns.OfColumn(String name, int _) -> columns.add(whole(name));
      case EdgeSigns.OfName(String name, int _) -> columns.add(Column.string(name).orMissing());
      case EdgeSigns.OfScores _ ->
          Stream.of(Transmitter.values())
              .map(each -> names.get(Objects.requireNonNull(scores.get(each))))
              .forEach(name -> columns.add(new Column(name, table.type(name)).orMissing()));
      case EdgeSigns.OfCount _, EdgeSigns.OfTable _ -> {}
    }
    return columns;
  }

  private Column whole(String name) {
    boolean isText = table.type(name) == ColumnType.STRING;
    return isText ? Column.string(name) : Column.int64(name);
  }

  /// The names of the columns that are not read.
  List<String> ignored(List<Column> read) {
    return names.stream()
        .filter(name -> !name.isEmpty() && read.stream().noneMatch(is -> is.name().equals(name)))
        .toList();
  }

  private int position(EdgeColumn column) {
    Integer position = positions.get(column);
    if (position == null) {
      throw new IllegalArgumentException("no column " + column);
    }
    return position;
  }

  /// The name of a column that is there, as written in the file.
  private String name(EdgeColumn column) {
    return names.get(position(column));
  }

  private int chosen(EdgeColumn column, String name) {
    int position = names.indexOf(name);
    if (position < 0) {
      throw refuse(
          "has no column '%s' (--column %s=%s)%s; its columns are '%s'"
              .formatted(
                  name,
                  column.role(),
                  name,
                  NearestName.hint(name, names),
                  String.join("', '", names)));
    }
    return position;
  }

  /// @param chosen columns that have no other name
  private void assign(int position, Set<EdgeColumn> chosen) {
    String name = names.get(position);
    Optional<Transmitter> score =
        Stream.of(Transmitter.values())
            .filter(each -> EdgeColumn.key(each.scoreColumn()).equals(EdgeColumn.key(name)))
            .findFirst();
    if (score.isPresent()) {
      if (scores.putIfAbsent(score.get(), position) != null) {
        throw refuse("column '%s' appears twice; remove one".formatted(name));
      }
      return;
    }
    EdgeColumn.named(name)
        .filter(each -> !chosen.contains(each) && !(each.isOfSign() && isSignChosen))
        .ifPresent(each -> {
          Integer before = positions.putIfAbsent(each, position);
          if (before != null) {
            throw refuse(
                "columns '%s' and '%s' mean the same; remove one"
                    .formatted(names.get(before), name));
          }
        });
  }

  /// Refuses a column that is ignored and has almost the name of one that would be read.
  private void refuseMistyped(String name) {
    boolean isKnown =
        positions.containsValue(names.indexOf(name))
            || EdgeColumn.isBeside(name)
            || EdgeColumn.named(name).isPresent()
            || Transmitter.scoreColumns().stream()
                .anyMatch(score -> EdgeColumn.key(score).equals(EdgeColumn.key(name)));
    boolean isSigned = !scores.isEmpty() || hasSign();
    List<String> missing =
        Stream.of(EdgeColumn.values())
            .filter(each -> each.isOfSign() ? !isSigned : !positions.containsKey(each))
            .flatMap(each -> each.names().stream())
            .toList();
    NearestName.of(name, missing)
        .filter(_ -> !isKnown)
        .ifPresent(near -> {
          throw refuse(
              ("column '%s' is unknown and might change the meaning of the table: rename or "
                      + "remove it; did you mean '%s'?")
                  .formatted(name, near));
        });
  }

  private boolean hasSign() {
    return positions.containsKey(EdgeColumn.SIGN) || positions.containsKey(EdgeColumn.TRANSMITTER);
  }

  /// Refuses a column that has a meaning here, but values that are neither numbers nor text.
  private void refuseUnreadable(Predicate<EdgeColumn> meaning) {
    table.unreadableColumns().stream()
        .filter(name -> EdgeColumn.named(name).filter(meaning).isPresent())
        .findFirst()
        .ifPresent(name -> {
          throw refuse(
              "column '%s' has neither numbers nor text; store it as whole numbers%s"
                  .formatted(
                      name,
                      EdgeColumn.named(name).filter(EdgeColumn::isOfSign).isPresent()
                          ? ", 1 for excitatory and -1 for inhibitory, or remove it"
                          : ""));
        });
  }

  private void require(EdgeColumn column) {
    if (!positions.containsKey(column)) {
      refuseUnreadable(column::equals);
      throw refuse(
          "has no column with the %s; allowed names: %s; its columns are '%s'; name it with --column %s=COLUMN"
              .formatted(
                  switch (column) {
                    case PRESYNAPTIC -> "ids of the presynaptic neurons";
                    case POSTSYNAPTIC -> "ids of the postsynaptic neurons";
                    default -> "numbers of synapses";
                  },
                  String.join(", ", column.names()),
                  String.join("', '", names),
                  column.role()));
    }
  }

  private InputException refuse(String why) {
    return new InputException(table.path() + ": header: " + why);
  }
}
