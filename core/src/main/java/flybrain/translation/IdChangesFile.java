package flybrain.translation;

import flybrain.IdColumn;
import flybrain.InputException;
import flybrain.NearestName;
import flybrain.NeuronId;
import flybrain.parquet.Column;
import flybrain.rows.TableFile;
import flybrain.rows.TableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Reads tables of the ids that neurons have in two versions, of any format of [TableFile].
///
/// Several rows of an old id are a neuron that was split. A row without a new id (empty, 0, -1,
/// -2^63) says that the neuron has none; a row without an old id says nothing.
public final class IdChangesFile {
  /// Columns of the old and the new id: of fafbseg's `update_ids`, of others, of `flybrain data
  /// translate`.
  private static final List<List<String>> PAIRS =
      List.of(
          List.of("old_id", "new_id"),
          List.of("old_root_id", "new_root_id"),
          List.of("old_flywire_id", "flywire_id"));

  private IdChangesFile() {}

  /// Reads a table with a column for each version.
  ///
  /// @param columns names of the columns of the old and the new ids; empty to find them by their
  ///   names: `old_id` and `new_id`, or the numbers of the versions, as in `root_630` and
  ///   `root_783`
  /// @throws InputException if it cannot be read, for columns that are missing or ambiguous, and
  ///   for a value that is not an id
  public static IdChanges read(Path file, IdVersion from, IdVersion to, List<String> columns)
      throws IOException {
    try (TableFile table = TableFile.open(file)) {
      List<String> names = columns.isEmpty() ? columns(table, from, to) : columns;
      IdChanges changes = new IdChanges();
      TableRows rows = table.rows(names.stream().map(name -> column(table, name)).toList());
      String source = "%s (%s, %s)".formatted(name(file), names.get(0), names.get(1));
      while (rows.next()) {
        long oldId = id(rows, 0);
        long newId = id(rows, 1);
        if (oldId != 0 && newId != 0) {
          changes.add(oldId, newId, source);
        } else if (oldId != 0) {
          changes.addLost(oldId, "%s has no id of %s for it".formatted(name(file), to.name()));
        }
      }
      return requireRows(changes, file);
    }
  }

  /// Joins two tables, each of one version, whose rows name neurons by something that stays, such
  /// as a supervoxel.
  ///
  /// A neuron has the new ids of all its rows.
  ///
  /// @param key the column that both have, whose values are compared as text; rows without one are
  ///   passed over
  /// @throws InputException as [#read]
  public static IdChanges join(Path oldTable, Path newTable, String key) throws IOException {
    Map<String, Set<Long>> newIds = byKey(newTable, key);
    Map<String, Set<Long>> oldIds = byKey(oldTable, key);
    IdChanges changes = new IdChanges();
    String source = "%s and %s (%s)".formatted(name(oldTable), name(newTable), key);
    oldIds.forEach((value, old) ->
        old.forEach(oldId ->
            newIds
                .getOrDefault(value, Set.of())
                .forEach(newId -> changes.add(oldId, newId, source))));
    String reason = "%s has no row with its %s".formatted(name(newTable), key);
    oldIds.values().forEach(old -> old.forEach(oldId -> changes.addLost(oldId, reason)));
    return requireRows(changes, oldTable);
  }

  private static Map<String, Set<Long>> byKey(Path file, String key) throws IOException {
    try (TableFile table = TableFile.open(file)) {
      String ids = table.columns().get(IdColumn.of(table.columns(), file));
      Map<String, Set<Long>> byKey = new HashMap<>();
      TableRows rows = table.rows(List.of(column(table, ids), column(table, key)));
      while (rows.next()) {
        long id = id(rows, 0);
        String value = rows.text(1);
        if (id != 0 && !TableRows.NO_VALUE.contains(value) && !value.equals("0")) {
          byKey.computeIfAbsent(value, _ -> new LinkedHashSet<>(1)).add(id);
        }
      }
      return byKey;
    }
  }

  private static IdChanges requireRows(IdChanges changes, Path file) {
    if (changes.size() == 0) {
      throw new InputException(file + ": has no row with an old id");
    }
    return changes;
  }

  private static Column column(TableFile table, String name) {
    if (!table.columns().contains(name)) {
      throw new InputException(
          "%s: has no column '%s'%s; its columns are '%s'"
              .formatted(
                  table.path(),
                  name,
                  NearestName.hint(name, table.columns()),
                  String.join("', '", table.columns())));
    }
    return new Column(name, table.type(name)).orMissing();
  }

  private static List<String> columns(TableFile table, IdVersion from, IdVersion to) {
    for (List<String> pair : PAIRS) {
      List<String> found = new ArrayList<>();
      pair.forEach(wanted -> found.addAll(named(table, name -> key(name).equals(key(wanted)))));
      if (found.size() == 2) {
        return found;
      }
    }
    List<String> found = new ArrayList<>(ofVersion(table, from));
    found.addAll(ofVersion(table, to));
    if (found.size() == 2 && !found.get(0).equals(found.get(1))) {
      return found;
    }
    throw new InputException(
        ("%s: none of its columns '%s' are known to have the ids of %s and of %s; name both with "
                + "--columns OLD,NEW")
            .formatted(table.path(), String.join("', '", table.columns()), from.name(), to.name()));
  }

  private static List<String> ofVersion(TableFile table, IdVersion version) {
    String number =
        IdVersion.digits(version.release().isEmpty() ? version.name() : version.release());
    return named(table, name -> !number.isEmpty() && IdVersion.digits(name).equals(number));
  }

  private static List<String> named(TableFile table, Predicate<String> isWanted) {
    return table.columns().stream().filter(isWanted).toList();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /// 0 for no neuron.
  private static long id(TableRows rows, int column) {
    String text = rows.text(column);
    if (TableRows.NO_VALUE.contains(text)) {
      return 0;
    }
    long id = NeuronId.orNone(text, () -> rows.place(column));
    return NeuronId.isNone(id) ? 0 : NeuronId.parse(text, () -> rows.place(column));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
