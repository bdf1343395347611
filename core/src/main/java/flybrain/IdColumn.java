package flybrain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Finds the column of neuron ids in a table by its name.
public final class IdColumn {
  /// The names it may have, the one that is taken first where a table has several: tables of CAVE
  /// number their rows in a column `id`, and in the table of BANC's v888 `root_id` is of an older
  /// version.
  public static final List<String> NAMES =
      List.of(
          "flywire_id",
          "banc_888_id",
          "root_888",
          "fafb_783_id",
          "hemibrain_121_id",
          "manc_121_id",
          "malecns_09_id",
          "root_id",
          "pt_root_id",
          "root_783",
          "root_630",
          "bodyId",
          "body",
          "neuron_id",
          "flyid",
          "id");

  /// The reference suite's table of neurons has no name for their ids.
  private static final List<String> COMPLETENESS = List.of("", "Completed");

  private IdColumn() {}

  /// Whether a name is one of those; upper or lower case, spaces and underscores are all the same.
  public static boolean isName(String name) {
    return NAMES.stream().anyMatch(known -> key(known).equals(key(name)));
  }

  /// The position of the column, counted from 0: that of a known name, otherwise the only one named
  /// for a version, as `root_888` is. The only column of a table is taken whatever its name.
  ///
  /// @param columns the names in their order
  /// @param file the table, for messages
  /// @throws InputException if none or several may be meant, with the columns that there are
  public static int of(List<String> columns, Path file) {
    return of(columns, file, "rename the id column, or remove all others");
  }

  /// The position of the column, as [#of(List, Path)].
  ///
  /// @param todo what the user can do where none is known
  public static int of(List<String> columns, Path file, String todo) {
    if (columns.size() == 1 || columns.equals(COMPLETENESS)) {
      return 0;
    }
    for (String name : NAMES) {
      List<Integer> found = new ArrayList<>();
      for (int position = 0; position < columns.size(); position++) {
        if (key(columns.get(position)).equals(key(name))) {
          found.add(position);
        }
      }
      if (found.size() > 1) {
        throw new InputException(
            "%s: has several columns named '%s'; keep only one"
                .formatted(file, columns.get(found.getFirst())));
      }
      if (!found.isEmpty()) {
        return found.getFirst();
      }
    }
    List<Integer> versions =
        IntStream.range(0, columns.size())
            .boxed()
            .filter(position ->
                key(columns.get(position))
                    .matches("root\\d+|(fafb|hemibrain|manc|malecns|banc|fanc)\\d+id"))
            .toList();
    if (versions.size() == 1) {
      return versions.getFirst();
    }
    throw new InputException(
        "%s: none of its columns '%s' has a known name for ids (%s); %s"
            .formatted(file, String.join("', '", columns), String.join(", ", NAMES), todo));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
