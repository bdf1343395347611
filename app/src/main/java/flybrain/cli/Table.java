package flybrain.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import flybrain.pages.HtmlPage;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Rows under named columns, to be shown as text, CSV or JSON.
///
/// A cell is text, a number, a truth value, a list of texts, or null for a value that is not there.
final class Table {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final List<String> columns;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  Table(String... columns) {
    this.columns = List.of(columns);
  }

  /// Adds a row.
  ///
  /// @param cells one for each column
  void add(List<@Nullable Object> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.size(), columns.size()));
    }
    rows.add(cells);
  }

  int size() {
    return rows.size();
  }

  List<String> columns() {
    return columns;
  }

  /// The cells of each row; not copied.
  List<List<@Nullable Object>> rows() {
    return rows;
  }

  /// The cells of each row as they are read, `-` for a value that is not there.
  List<List<String>> words() {
    return rows.stream()
        .map(row -> row.stream().map(cell -> word(cell, "-", ", ")).toList())
        .toList();
  }

  /// Aligned columns, numbers to the right, under a line of their names.
  String text() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    lines.addAll(words());
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder padded = new StringBuilder();
      for (int c = 0; c < columns.size(); c++) {
        int column = c;
        int width = lines.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        String padding = " ".repeat(width - line.get(c).length());
        boolean toTheRight = rows.stream().anyMatch(row -> row.get(column) instanceof Number);
        padded.append(toTheRight ? padding + line.get(c) : line.get(c) + padding).append("  ");
      }
      text.append(padded.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /// Shows the table on a page.
  ///
  /// @param name what the table shows, empty for none
  void show(HtmlPage page, String name) {
    page.table(
        name,
        columns,
        rows.stream()
            .map(row -> row.stream().map(cell -> word(cell, "-", ", ")).toList())
            .toList());
  }

  /// CSV with a header; lists have `;` between their items.
  String csv() {
    StringWriter text = new StringWriter();
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(text);
    csv.writeRecord(columns);
    rows.forEach(row -> csv.writeRecord(row.stream().map(cell -> word(cell, "", ";")).toList()));
    return text.toString();
  }

  /// A JSON list of objects, one a row.
  String json() {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (int c = 0; c < columns.size(); c++) {
        object.put(columns.get(c), row.get(c));
      }
      objects.add(object);
    }
    return JSON.writeValueAsString(objects) + "\n";
  }

  private static String word(@Nullable Object cell, String absent, String between) {
    return switch (cell) {
      case null -> absent;
      case List<?> items ->
          items.stream().map(String::valueOf).collect(Collectors.joining(between));
      default -> cell.toString();
    };
  }
}
