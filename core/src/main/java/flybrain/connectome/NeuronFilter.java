package flybrain.connectome;

import flybrain.InputException;
import flybrain.rows.TableFile;
import flybrain.rows.TableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A condition on a column of a table of neurons: `status=Traced`, `class=ALPN|LHLN`,
/// `status!=Orphan`, or `superclass`: it has a value. Values are compared in any case.
///
/// @param column its name, in any case
/// @param values allowed, or with `excluded` not allowed; none: any value
public record NeuronFilter(String column, List<String> values, boolean excluded) {
  /// Reads a condition.
  ///
  /// @throws InputException if it has no column or no value
  public static NeuronFilter parse(String text) {
    int equals = text.indexOf('=');
    boolean excluded = equals > 0 && text.charAt(equals - 1) == '!';
    String column = equals < 0 ? text : text.substring(0, excluded ? equals - 1 : equals);
    List<String> values =
        equals < 0 ? List.of() : List.of(text.substring(equals + 1).split("\\|", -1));
    if (column.isBlank() || values.stream().anyMatch(String::isBlank)) {
      throw new InputException(
          "condition '%s': must be COLUMN=VALUE, COLUMN=VALUE|VALUE, COLUMN!=VALUE or COLUMN (has a value)"
              .formatted(text));
    }
    return new NeuronFilter(column.strip(), values.stream().map(String::strip).toList(), excluded);
  }

  /// Whether a table has its column.
  ///
  /// @throws InputException if the table cannot be read
  public boolean isFor(Path file) throws IOException {
    try (TableFile table = TableFile.open(file)) {
      return table.columns().stream()
          .anyMatch(name -> EdgeColumn.key(name).equals(EdgeColumn.key(column)));
    }
  }

  private boolean holds(String value) {
    return values.isEmpty()
        ? !TableRows.NO_VALUE.contains(value)
        : values.stream().anyMatch(value::equalsIgnoreCase) != excluded;
  }

  /// The neurons of a table that fulfil all conditions, in its order, each once.
  ///
  /// @param idColumn name of the column of ids, or null to find it by its name
  /// @param filters none for all neurons of the table
  /// @throws InputException if a column is missing, or no neuron is left, with values that are
  ///   there
  public static Neurons select(Path file, @Nullable String idColumn, List<NeuronFilter> filters)
      throws IOException {
    Set<Long> ids = new LinkedHashSet<>();
    List<Set<String>> seen = new ArrayList<>();
    filters.forEach(_ -> seen.add(new LinkedHashSet<>()));
    try (NeuronTable table = NeuronTable.open(file, idColumn)) {
      table.read(
          filters.stream().map(NeuronFilter::column).toList(),
          (id, values) -> {
            boolean all = true;
            for (int k = 0; k < filters.size(); k++) {
              note(seen.get(k), values.get(k));
              all &= filters.get(k).holds(values.get(k));
            }
            if (all) {
              ids.add(id);
            }
          });
    }
    if (ids.isEmpty()) {
      throw new InputException(
          "%s: no neuron fulfils %s%s".formatted(file, words(filters), values(filters, seen)));
    }
    return new Neurons(ids.stream().mapToLong(Long::longValue).toArray());
  }

  /// The condition as it is typed.
  @Override
  public String toString() {
    return values.isEmpty() ? column : column + (excluded ? "!=" : "=") + String.join("|", values);
  }

  private static void note(Set<String> seen, String value) {
    if (seen.size() < 8) {
      seen.add(value.isEmpty() ? "(none)" : value);
    }
  }

  private static String words(List<NeuronFilter> filters) {
    return filters.isEmpty()
        ? "anything: it has no rows with an id"
        : String.join(" and ", filters.stream().map(NeuronFilter::toString).toList());
  }

  private static String values(List<NeuronFilter> filters, List<Set<String>> seen) {
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < filters.size(); k++) {
      text.append("; values of '%s': %s".formatted(filters.get(k).column, seen.get(k)));
    }
    return text.toString();
  }
}
