package flybrain.tables;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import flybrain.PythonNumber;
import flybrain.pages.HtmlPage;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rows under named columns, to be shown as text, CSV, JSON or HTML.
///
/// A cell is text, a number, a truth value, a list of texts, or null for a value that is not there.
/// Fractions are written as Python writes them. A column of neuron ids has a whole number in every
/// row: programs that read a gap turn the column into floats, which rounds the ids. In JSON ids are
/// text.
public final class Table {
  private final List<String> columns;
  private final Set<String> ids;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  public Table(String... columns) {
    this(Arrays.asList(columns));
  }

  public Table(List<String> columns) {
    this(
        columns,
        columns.stream().filter(Table::isNameOfIds).collect(Collectors.toUnmodifiableSet()));
  }

  /// @param ids the columns that hold ids of neurons, whatever they are named
  public Table(List<String> columns, Set<String> ids) {
    this.columns = List.copyOf(columns);
    this.ids = Set.copyOf(ids);
  }

  /// Whether a column holds ids of neurons.
  boolean isIds(String column) {
    return ids.contains(column);
  }

  private static boolean isNameOfIds(String column) {
    return column.equals("flyid") || column.equals("flywire_id") || column.endsWith("_flywire_id");
  }

  /// Adds a row; a number that is NaN or infinite is a value that is not there.
  ///
  /// @param cells one for each column
  public void add(List<? extends @Nullable Object> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%d cells for %d columns".formatted(cells.size(), columns.size()));
    }
    List<@Nullable Object> row = new ArrayList<>(cells.size());
    cells.forEach(cell -> row.add(finite(cell)));
    for (int c = 0; c < columns.size(); c++) {
      if (isIds(columns.get(c)) && !(row.get(c) instanceof Long)) {
        throw new IllegalArgumentException(
            "column %s: %s is not an id; every row must have one"
                .formatted(columns.get(c), row.get(c)));
      }
    }
    rows.add(Collections.unmodifiableList(row));
  }

  public int size() {
    return rows.size();
  }

  public List<String> columns() {
    return columns;
  }

  /// The cells of each row.
  public List<List<@Nullable Object>> rows() {
    return Collections.unmodifiableList(rows);
  }

  /// The same rows with some of the columns.
  public Table only(List<String> shown) {
    Table table = new Table(shown, ids);
    for (List<@Nullable Object> row : rows) {
      List<@Nullable Object> cells = new ArrayList<>(shown.size());
      shown.forEach(column -> cells.add(row.get(columns.indexOf(column))));
      table.add(cells);
    }
    return table;
  }

  /// The same rows with fractions of four significant digits.
  public Table rounded() {
    Table table = new Table(columns, ids);
    for (List<@Nullable Object> row : rows) {
      List<@Nullable Object> cells = new ArrayList<>(row.size());
      row.forEach(cell -> cells.add(cell instanceof Double number ? rounded(number) : cell));
      table.add(cells);
    }
    return table;
  }

  private static Double rounded(double number) {
    return Double.valueOf(String.format(Locale.ROOT, "%.3e", number));
  }

  /// The cells of each row as they are read, `-` for a value that is not there.
  public List<List<String>> words() {
    return rows.stream()
        .map(row -> row.stream().map(cell -> word(cell, "-", ", ")).toList())
        .toList();
  }

  /// Aligned columns, numbers to the right, under a line of their names.
  public String text() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns);
    lines.addAll(words());
    int[] widths = new int[columns.size()];
    boolean[] toTheRight = new boolean[columns.size()];
    for (int c = 0; c < widths.length; c++) {
      int column = c;
      widths[c] = lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
      toTheRight[c] = rows.stream().anyMatch(row -> row.get(column) instanceof Number);
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder padded = new StringBuilder();
      for (int c = 0; c < columns.size(); c++) {
        String padding = " ".repeat(widths[c] - line.get(c).length());
        padded.append(toTheRight[c] ? padding + line.get(c) : line.get(c) + padding).append("  ");
      }
      text.append(padded.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /// Shows the table on a page.
  ///
  /// @param name what the table shows, empty for none
  public void show(HtmlPage page, String name) {
    page.table(name, columns, words());
  }

  /// CSV with a header; lists have `;` between their items.
  public String csv() {
    StringWriter text = new StringWriter();
    CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(text);
    csv.writeRecord(columns);
    rows.forEach(row -> csv.writeRecord(row.stream().map(cell -> word(cell, "", ";")).toList()));
    return text.toString();
  }

  /// A JSON list of objects, one a row.
  public String json() {
    return TableFiles.json(
        rows.stream().map(row -> TableFiles.object(columns, withTextIds(row))).toList());
  }

  private List<@Nullable Object> withTextIds(List<@Nullable Object> row) {
    List<@Nullable Object> cells = new ArrayList<>(row);
    for (int c = 0; c < columns.size(); c++) {
      if (isIds(columns.get(c))) {
        cells.set(c, String.valueOf(cells.get(c)));
      }
    }
    return cells;
  }

  /// The cell itself, null for a number that is NaN or infinite.
  public static @Nullable Object finite(@Nullable Object cell) {
    return cell instanceof Double number && !Double.isFinite(number) ? null : cell;
  }

  static String word(@Nullable Object cell, String absent, String between) {
    return switch (cell) {
      case null -> absent;
      case Double number -> PythonNumber.text(number);
      case List<?> items ->
          items.stream().map(String::valueOf).collect(Collectors.joining(between));
      default -> cell.toString();
    };
  }
}
