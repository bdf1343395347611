package flybrain.cli;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.connectome.EdgeColumn;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Columns of imported tables that a user names.
///
/// @param byRole names of columns by what they are
record NamedColumns(Map<String, String> byRole) {
  private static final String ID = "id";
  private static final String TRANSMITTER_ID = "transmitter_id";

  /// Reads `ROLE=NAME`, each role once.
  ///
  /// @throws InputException for anything else, naming the roles
  static NamedColumns parse(List<String> typed) {
    List<String> roles = roles();
    Map<String, String> byRole = new LinkedHashMap<>();
    for (String text : typed) {
      int equals = text.indexOf('=');
      String role = equals < 0 ? text : text.substring(0, equals).strip();
      if (!roles.contains(role) || text.substring(equals + 1).isBlank()) {
        throw new InputException(
            "--column %s: must be ROLE=NAME with the role %s%s"
                .formatted(text, String.join(", ", roles), NearestName.hint(role, roles)));
      }
      if (byRole.put(role, text.substring(equals + 1).strip()) != null) {
        throw new InputException("--column %s: names a column for %s again".formatted(text, role));
      }
    }
    return new NamedColumns(byRole);
  }

  private static List<String> roles() {
    List<String> roles =
        new ArrayList<>(Stream.of(EdgeColumn.values()).map(EdgeColumn::role).toList());
    roles.addAll(List.of(ID, TRANSMITTER_ID));
    return roles;
  }

  /// The column of ids in the table of neurons, null to find it by its name.
  @Nullable String id() {
    return byRole.get(ID);
  }

  /// The column of ids in the table of transmitters, null to find it by its name.
  ///
  /// @param sameTable whether it is the table of neurons
  @Nullable String transmitterId(boolean sameTable) {
    String own = byRole.get(TRANSMITTER_ID);
    return own == null && sameTable ? id() : own;
  }

  /// The columns of the table of connections.
  Map<EdgeColumn, String> ofEdges() {
    Map<EdgeColumn, String> columns = new EnumMap<>(EdgeColumn.class);
    for (EdgeColumn column : EdgeColumn.values()) {
      String name = byRole.get(column.role());
      if (name != null) {
        columns.put(column, name);
      }
    }
    return columns;
  }
}
