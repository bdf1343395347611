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

  /// @param names names of the columns as they stand in the file
  /// @throws InputException when a column is missing, unknown, or there for a second time
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
          "columns '%s' and '%s' both give the sign; take one out"
              .formatted(name(EdgeColumn.SIGN), name(EdgeColumn.TRANSMITTER)));
    }
  }

  /// The column that gives the sign; without one it is the sign of the count.
  Optional<EdgeColumn> sign() {
    return Stream.of(EdgeColumn.SIGN, EdgeColumn.TRANSMITTER)
        .filter(positions::containsKey)
        .findFirst();
  }

  /// The position of a column that is there, from 0.
  int position(EdgeColumn column) {
    Integer position = positions.get(column);
    if (position == null) {
      throw new IllegalArgumentException("no column " + column);
    }
    return position;
  }

  /// The name of a column that is there, as it stands in the file.
  String name(EdgeColumn column) {
    return names.get(position(column));
  }

  private void assign(int position) {
    String name = names.get(position);
    Optional<EdgeColumn> column = EdgeColumn.named(name);
    if (column.isEmpty() && !EdgeColumn.isBeside(name)) {
      throw refuse(
          "column '%s' is unknown, and it might change what the table means: rename it or take it out; known are %s%s"
              .formatted(
                  name,
                  String.join(", ", EdgeColumn.allNames()),
                  NearestName.hint(name, EdgeColumn.allNames())));
    }
    column.ifPresent(each -> {
      Integer before = positions.putIfAbsent(each, position);
      if (before != null) {
        throw refuse(
            "columns '%s' and '%s' mean the same; take one out".formatted(names.get(before), name));
      }
    });
  }

  private void require(EdgeColumn column) {
    if (!positions.containsKey(column)) {
      throw refuse(
          "has no column with the %s; name it one of %s; its columns are '%s'"
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
