package flybrain.results;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import flybrain.InputException;
import flybrain.files.AtomicFile;
import flybrain.files.ExistingFile;
import flybrain.files.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// A CSV file under a header, every cell as the text that it has.
///
/// @param columns names, in the order of the file
/// @param rows cells by column; a column that a row lacks is empty
/// @param lineEnd what ends a line: the reference suite's files have `\r\n` unless git changed it
public record CsvTable(
    List<String> columns, List<Map<String, String>> rows, LineDelimiter lineEnd) {
  public CsvTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /// A table without rows.
  static CsvTable empty(List<String> columns) {
    return new CsvTable(columns, List.of(), LineDelimiter.LF);
  }

  /// Reads a file.
  ///
  /// @throws InputException if it is missing, empty, no CSV, or lacks a column of the key, naming
  ///   the line
  public static CsvTable read(Path file, List<String> required) {
    String text = text(ExistingFile.check(file));
    try (CsvReader<CsvRecord> reader =
        TextFile.csv().missingFieldStrategy(FieldMismatchStrategy.IGNORE).ofCsvRecord(text)) {
      List<CsvRecord> records = reader.stream().toList();
      List<String> columns =
          records.isEmpty() ? List.of() : List.copyOf(records.getFirst().getFields());
      requireColumns(file, columns, required);
      List<Map<String, String>> rows =
          records.stream().skip(1).map(fields -> cells(columns, fields)).toList();
      return new CsvTable(columns, rows, lineEnd(text));
    } catch (CsvParseException e) {
      throw new InputException(
          "%s: is not a table: %s; close its quotes, and give no row more cells than the header has"
              .formatted(file, e.getMessage()),
          e);
    } catch (IOException | UncheckedIOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// The text of a file without a byte order mark; bytes that are not UTF-8 would be lost in
  /// writing it again.
  private static String text(Path file) {
    TextFile.other(file)
        .ifPresent(what -> {
          throw new InputException(file + ": is " + what);
        });
    try {
      String text = Files.readString(file);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InputException(
          file + ": is not UTF-8; save it as CSV in UTF-8, or move it away", e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static void requireColumns(Path file, List<String> columns, List<String> required) {
    List<String> missing = required.stream().filter(name -> !columns.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new InputException(
          "%s:1: has no column %s; its header is '%s'. Move the file away to start a new one"
              .formatted(file, String.join(", ", missing), String.join(",", columns)));
    }
    Set<String> once = new LinkedHashSet<>(columns);
    if (once.size() < columns.size()) {
      throw new InputException(
          "%s:1: a column appears twice in the header '%s'"
              .formatted(file, String.join(",", columns)));
    }
  }

  private static Map<String, String> cells(List<String> columns, CsvRecord fields) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (int c = 0; c < columns.size(); c++) {
      cells.put(columns.get(c), c < fields.getFieldCount() ? fields.getField(c) : "");
    }
    return cells;
  }

  private static LineDelimiter lineEnd(String text) {
    int end = text.indexOf('\n');
    return end > 0 && text.charAt(end - 1) == '\r' ? LineDelimiter.CRLF : LineDelimiter.LF;
  }

  /// The same with missing columns added after its own, so a file keeps its order.
  CsvTable withColumns(List<String> wanted) {
    Set<String> all = new LinkedHashSet<>(columns);
    all.addAll(wanted);
    return new CsvTable(List.copyOf(all), rows, lineEnd);
  }

  /// The same with each row changed.
  CsvTable map(Function<Map<String, String>, Map<String, String>> change, List<String> header) {
    return new CsvTable(header, rows.stream().map(change).toList(), lineEnd);
  }

  /// The same with a row in place of the first one of the same key, otherwise after all others.
  CsvTable with(Map<String, String> row, Function<Map<String, String>, List<String>> key) {
    List<Map<String, String>> changed = new ArrayList<>(rows);
    List<String> wanted = key.apply(row);
    for (int r = 0; r < changed.size(); r++) {
      if (key.apply(changed.get(r)).equals(wanted)) {
        changed.set(r, row);
        return new CsvTable(columns, changed, lineEnd);
      }
    }
    changed.add(row);
    return new CsvTable(columns, changed, lineEnd);
  }

  /// Checks that its file may be replaced, which renaming alone would not ask.
  void check(Path file) {
    if (!Files.isWritable(file)) {
      throw new InputException(file + ": is write-protected; choose another --data");
    }
  }

  /// Writes all of it in one step, replacing an older file.
  void write(Path file) throws IOException {
    AtomicFile.write(file, this::writeTo);
  }

  private void writeTo(Path part) throws IOException {
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(lineEnd).build(part)) {
      csv.writeRecord(columns);
      for (Map<String, String> row : rows) {
        csv.writeRecord(columns.stream().map(name -> row.getOrDefault(name, "")).toList());
      }
    }
  }
}
