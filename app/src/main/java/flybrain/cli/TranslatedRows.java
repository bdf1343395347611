package flybrain.cli;

import flybrain.Counted;
import flybrain.IdColumn;
import flybrain.InputException;
import flybrain.NearestName;
import flybrain.NeuronId;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnType;
import flybrain.rows.TableFile;
import flybrain.rows.TableRows;
import flybrain.tables.Table;
import flybrain.translation.Translation;
import flybrain.translation.Translator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A table of neurons with its ids translated: the column of ids has the new ones, the others stay
/// as they are, and a last column has the old ids.
final class TranslatedRows {
  private static final String OLD_ID = "old_flywire_id";

  private final Path file;
  private final @Nullable String wantedId;
  private final Split split;
  private final Translator translator;
  private final Map<Long, Translation> translations = new LinkedHashMap<>();
  private List<String> names = List.of();
  private long withoutId;
  private long leftOut;

  /// What to do with a row whose neuron has several ids in the new version.
  enum Split {
    /// Leave it out.
    SKIP,
    /// Write it once for each.
    REPEAT
  }

  /// @param idColumn name of the column of ids, null to find it by its name
  TranslatedRows(Path file, @Nullable String idColumn, Split split, Translator translator) {
    this.file = file;
    this.wantedId = idColumn;
    this.split = split;
    this.translator = translator;
  }

  /// The table among what a user typed, null if there is none.
  ///
  /// @throws InputException if something else is asked for beside it
  static @Nullable Path tableIn(List<String> typed) {
    for (String word : typed) {
      if (word.matches("(?i)[^@].*\\.(csv|tsv|txt|parquet|feather|arrow)(\\.gz|\\.zst)?")
          && Files.isRegularFile(Path.of(word))) {
        if (typed.size() > 1) {
          throw new InputException(
              "%s: is a table to translate; translate other neurons by themselves, or write @%s for its ids"
                  .formatted(word, word));
        }
        return Path.of(word);
      }
    }
    return null;
  }

  /// Reads and translates the table.
  ///
  /// @throws InputException if it cannot be read, or none of its columns is known to hold ids
  Table read() throws IOException {
    try (TableFile table = TableFile.open(file)) {
      names = table.columns();
      if (names.stream().anyMatch(name -> name.matches("\\d{6,}"))) {
        throw new InputException(
            "%s: has no line of column names; for a list of ids write @%s".formatted(file, file));
      }
      int idAt = idAt();
      List<Column> columns =
          names.stream().map(name -> new Column(name, table.type(name)).orMissing()).toList();
      List<String> written = new ArrayList<>(names);
      written.add(free(OLD_ID));
      Table translated = new Table(written, Set.of(names.get(idAt), written.getLast()));
      TableRows rows = table.rows(columns);
      while (rows.next()) {
        add(rows, idAt, columns, translated);
      }
      return translated;
    }
  }

  private void add(TableRows rows, int idAt, List<Column> columns, Table translated) {
    String text = rows.text(idAt);
    long id = TableRows.NO_VALUE.contains(text) ? 0 : NeuronId.orNone(text, () -> rows.place(idAt));
    if (NeuronId.isNone(id)) {
      withoutId++;
      return;
    }
    NeuronId.parse(text, () -> rows.place(idAt));
    Translation found = translations.computeIfAbsent(id, translator::of);
    if (found.ids().isEmpty() || (found.ids().size() > 1 && split == Split.SKIP)) {
      leftOut++;
      return;
    }
    for (long newId : found.ids()) {
      List<@Nullable Object> cells = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        cells.add(c == idAt ? (Object) newId : cell(rows, c, columns.get(c).type()));
      }
      cells.add(id);
      translated.add(cells);
    }
  }

  private static @Nullable Object cell(TableRows rows, int column, ColumnType type) {
    String text = rows.text(column);
    return switch (type) {
      case STRING -> text;
      case INT64 -> text.isEmpty() ? null : (Object) Long.valueOf(text);
      case DOUBLE -> rows.real(column);
    };
  }

  private int idAt() {
    if (wantedId == null) {
      return IdColumn.of(names, file, "name it with --id COLUMN");
    }
    int at = names.indexOf(wantedId);
    if (at < 0) {
      throw new InputException(
          "%s: has no column '%s' for the ids%s; its columns are '%s'"
              .formatted(
                  file, wantedId, NearestName.hint(wantedId, names), String.join("', '", names)));
    }
    return at;
  }

  private String free(String name) {
    String free = name;
    for (int k = 2; names.contains(free); k++) {
      free = name + "_" + k;
    }
    return free;
  }

  /// What became of each id of the table.
  Collection<Translation> translations() {
    return translations.values();
  }

  /// What a reader of the new table should know, a line each.
  ///
  /// @param version that the table was of
  List<String> notes(String version) {
    List<String> all = new ArrayList<>();
    if (withoutId > 0) {
      all.add(
          "%s without an id %s left out".formatted(Counted.of(withoutId, "row"), are(withoutId)));
    }
    if (leftOut > 0) {
      all.add(
          "%s whose neuron has no id of its own %s left out"
              .formatted(Counted.of(leftOut, "row"), are(leftOut)));
    }
    names.stream()
        .filter(name -> name.matches("(?i).*neuron_?ind(ex|ices)"))
        .forEach(name ->
            all.add("its column '%s' still counts the neurons of %s".formatted(name, version)));
    return all.stream().map(note -> file + ": " + note).toList();
  }

  private static String are(long number) {
    return number == 1 ? "is" : "are";
  }
}
