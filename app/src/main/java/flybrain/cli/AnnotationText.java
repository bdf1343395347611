package flybrain.cli;

import flybrain.annotation.AnnotationReport;
import flybrain.annotation.AnnotationReport.OfTable;
import flybrain.tables.TableFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The report of `flybrain data annotate`.
final class AnnotationText {
  private AnnotationText() {}

  /// Lines for what was read and left out; zero counts are not shown.
  static String of(AnnotationReport report, String connectome) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d neurons are annotated\n",
            connectome,
            report.annotated(),
            report.neurons()));
    report.tables().forEach(table -> add(text, table));
    return text.toString();
  }

  private static void add(StringBuilder text, OfTable table) {
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %,d rows, ids from '%s'\n",
            table.file(),
            table.rows(),
            table.idColumn()));
    text.append("  columns: ").append(columns(table)).append('\n');
    if (!table.ignored().isEmpty()) {
      text.append("  ignored columns: ").append(String.join(", ", table.ignored())).append('\n');
    }
    add(text, table.withoutId(), "rows left out because they have no id (empty, 0, -1 or -2^63)");
    add(text, table.unknown(), "rows left out because the connectome has no such neuron");
    add(text, table.repeated(), "further rows of a neuron, of which the first values are kept");
    add(
        text,
        table.furtherPositions(),
        "further positions of a neuron, of which the first is kept");
    table
        .contradictions()
        .forEach((column, those) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "  %s: %,d values differ from an earlier one and are left out, first %s\n",
                    column,
                    those.count(),
                    those.example())));
  }

  private static String columns(OfTable table) {
    return table.columns().entrySet().stream()
        .map(column ->
            column.getKey().equals(column.getValue())
                ? column.getKey()
                : column.getKey() + " as " + column.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void add(StringBuilder text, long number, String what) {
    if (number > 0) {
      text.append(String.format(Locale.ROOT, "  %s: %,d\n", what, number));
    }
  }

  /// Everything as JSON.
  static String json(AnnotationReport report, String connectome) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("connectome", connectome);
    fields.put("neurons", report.neurons());
    fields.put("annotated", report.annotated());
    List<Map<String, Object>> tables = report.tables().stream().map(AnnotationText::json).toList();
    fields.put("tables", tables);
    return TableFiles.json(fields);
  }

  private static Map<String, Object> json(OfTable table) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", table.file().toString());
    fields.put("id_column", table.idColumn());
    fields.put("rows", table.rows());
    fields.put("rows_without_id", table.withoutId());
    fields.put("rows_of_unknown_neurons", table.unknown());
    fields.put("further_rows", table.repeated());
    fields.put("further_positions", table.furtherPositions());
    fields.put("columns", table.columns());
    fields.put("ignored_columns", table.ignored());
    Map<String, Object> contradictions = new LinkedHashMap<>();
    table
        .contradictions()
        .forEach((column, those) ->
            contradictions.put(column, Map.of("count", those.count(), "example", those.example())));
    fields.put("contradictions", contradictions);
    return fields;
  }
}
