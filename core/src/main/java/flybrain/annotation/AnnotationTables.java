package flybrain.annotation;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/// Puts tables of neurons together into the annotations of one connectome.
///
/// Of each column a neuron has the first value that is not empty, in the order of the tables and of
/// their rows. Everything that is left out is counted. Used by one thread.
public final class AnnotationTables {
  private final int neurons;
  private final LongToIntFunction indexOf;

  /// By [ColumnName#key], in the order in which tables have them.
  private final Map<String, GrowingColumn> columns = new LinkedHashMap<>();

  private final List<AnnotationReport.OfTable> reports = new ArrayList<>();

  /// @param neurons of the connectome
  /// @param indexOf the index of a neuron by its id, below 0 for an id that is not there
  public AnnotationTables(int neurons, LongToIntFunction indexOf) {
    this.neurons = neurons;
    this.indexOf = indexOf;
  }

  /// Adds what a table has.
  ///
  /// @param file in any format of [flybrain.rows.TableFile]
  /// @param idColumn name of its column of ids; null to find it by its name
  /// @throws InputException if the file cannot be read or has no column of ids, or for a row with
  ///   something else than an id
  public AnnotationReport.OfTable add(Path file, @Nullable String idColumn) throws IOException {
    AnnotationTable table = new AnnotationTable(file, idColumn, this);
    table.read();
    reports.add(table.report());
    return reports.getLast();
  }

  /// The annotations in what was added so far; the standard columns come first.
  public NeuronAnnotations complete() {
    List<AnnotationColumn> all = new ArrayList<>();
    ColumnName.standard()
        .map(ColumnName::key)
        .filter(columns::containsKey)
        .forEach(key -> all.add(column(key).complete()));
    List<String> standard = ColumnName.standard().map(ColumnName::key).toList();
    columns.forEach((key, column) -> {
      if (!standard.contains(key)) {
        all.add(column.complete());
      }
    });
    return NeuronAnnotations.of(all);
  }

  /// What was read and left out so far.
  public AnnotationReport report() {
    int annotated = 0;
    for (int neuron = 0; neuron < neurons; neuron++) {
      int index = neuron;
      annotated += columns.values().stream().anyMatch(column -> column.has(index)) ? 1 : 0;
    }
    return new AnnotationReport(reports, neurons, annotated);
  }

  int indexOf(long id) {
    return indexOf.applyAsInt(id);
  }

  int neurons() {
    return neurons;
  }

  private GrowingColumn column(String key) {
    return java.util.Objects.requireNonNull(columns.get(key));
  }

  /// The column of a name, added when it is new.
  GrowingColumn columnOf(String name) {
    return columns.computeIfAbsent(ColumnName.key(name), _ -> new GrowingColumn(name, neurons));
  }
}
