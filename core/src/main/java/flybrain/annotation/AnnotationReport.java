package flybrain.annotation;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was read of the tables that annotate a connectome, and what was left out.
///
/// @param tables in the order read
/// @param neurons of the connectome
/// @param annotated neurons with at least one value
public record AnnotationReport(List<OfTable> tables, int neurons, int annotated) {
  public AnnotationReport {
    tables = List.copyOf(tables);
  }

  /// What was read of one table.
  ///
  /// @param file the table
  /// @param idColumn name of the column of ids
  /// @param rows number of rows
  /// @param withoutId rows left out because their id is empty, 0, -1 or -2^63 (no neuron)
  /// @param unknown rows left out because the connectome has no such neuron
  /// @param repeated further rows of a neuron
  /// @param furtherPositions positions left out because the neuron had one already
  /// @param columns our name of each column read, by its name in the table
  /// @param ignored columns that annotate nothing: row numbers, dates, lists
  /// @param contradictions values left out because an earlier one differs, by our column
  public record OfTable(
      Path file,
      String idColumn,
      long rows,
      long withoutId,
      long unknown,
      long repeated,
      long furtherPositions,
      Map<String, String> columns,
      List<String> ignored,
      Map<String, Contradictions> contradictions) {
    public OfTable {
      columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
      ignored = List.copyOf(ignored);
      contradictions = Collections.unmodifiableMap(new LinkedHashMap<>(contradictions));
    }
  }

  /// Values of one column that were left out.
  ///
  /// @param count how many
  /// @param example the first, with the value that was kept
  public record Contradictions(long count, String example) {}
}
