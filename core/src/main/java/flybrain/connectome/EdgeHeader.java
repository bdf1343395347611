package flybrain.connectome;

import flybrain.InputException;
import flybrain.NearestName;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which column of an edge list holds what.
final class EdgeHeader {
  private final Path file;
  private final List<String> names;
  private final Map<EdgeColumn, Integer> positions = new EnumMap<>(EdgeColumn.class);
  private final Map<Transmitter, Integer> scores = new EnumMap<>(Transmitter.class);

  /// @param names names of the columns as written in the file
  /// @throws InputException if a column is missing, unknown, or repeated
  EdgeHeader(Path file, List<String> names) {
    this.file = file;
    this.names = names.stream().map(String::strip).toList();
    for (int position = 0; position < names.size(); position++) {
      assign(position);
    }
    require(EdgeColumn.PRESYNAPTIC);
    require(EdgeColumn.POSTSYNAPTIC);
    require(EdgeColumn.COUNT);
    if (positions.containsKey(EdgeColumn.SIGN) && positions.containsKey(EdgeColumn.TRANSMITTER)) {
      throw refuse(
          "columns '%s' and '%s' both give the sign; remove one"
              .formatted(name(EdgeColumn.SIGN), name(EdgeColumn.TRANSMITTER)));
    }
  }

  /// Where the signs come from: a column of them or of transmitters, otherwise the scores of
  /// transmitters, otherwise the numbers of synapses.
  ///
  /// @throws InputException if some of the scores are missing, so the largest is unknown
  EdgeSigns signs() {
    if (positions.containsKey(EdgeColumn.SIGN)) {
      return new EdgeSigns.OfColumn(name(EdgeColumn.SIGN), position(EdgeColumn.SIGN));
    }
    if (positions.containsKey(EdgeColumn.TRANSMITTER)) {
      return new EdgeSigns.OfName(name(EdgeColumn.TRANSMITTER), position(EdgeColumn.TRANSMITTER));
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
    return new EdgeSigns.OfScores(Map.copyOf(scores));
  }

  /// The position of a column that is there, from 0.
  int position(EdgeColumn column) {
    Integer position = positions.get(column);
    if (position == null) {
      throw new IllegalArgumentException("no column " + column);
    }
    return position;
  }

  /// The name of a column that is there, as written in the file.
  String name(EdgeColumn column) {
    return names.get(position(column));
  }

  private void assign(int position) {
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
    Optional<EdgeColumn> column = EdgeColumn.named(name);
    if (column.isEmpty() && !EdgeColumn.isBeside(name)) {
      throw refuse(
          ("column '%s' is unknown and might change the meaning of the table: rename or remove "
                  + "it; known: %s%s")
              .formatted(
                  name,
                  String.join(", ", EdgeColumn.allNames()),
                  NearestName.hint(name, EdgeColumn.allNames())));
    }
    column.ifPresent(each -> {
      Integer before = positions.putIfAbsent(each, position);
      if (before != null) {
        throw refuse(
            "columns '%s' and '%s' mean the same; remove one".formatted(names.get(before), name));
      }
    });
  }

  private void require(EdgeColumn column) {
    if (!positions.containsKey(column)) {
      throw refuse(
          "has no column with the %s; allowed names: %s; its columns are '%s'"
              .formatted(
                  switch (column) {
                    case PRESYNAPTIC -> "ids of the presynaptic neurons";
                    case POSTSYNAPTIC -> "ids of the postsynaptic neurons";
                    default -> "numbers of synapses";
                  },
                  String.join(", ", column.names()),
                  String.join("', '", names)));
    }
  }

  private InputException refuse(String why) {
    return new InputException(file + ": header: " + why);
  }
}
