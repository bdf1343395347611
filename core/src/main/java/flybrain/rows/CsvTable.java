package flybrain.rows;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import flybrain.InputException;
import flybrain.files.TextFile;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnType;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table as text: fields with commas, semicolons or tabs between them, whichever the first line
/// has most of. The first line has the names of the columns, unless names are given for a table
/// without them and it begins with two whole numbers. Quotes are as in RFC 4180, and a byte order
/// mark is passed over.
final class CsvTable implements TableFile {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /// No header is longer.
  private static final int LONGEST_HEADER = 1 << 20;

  private final Path path;
  private final PlainText text;
  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private final List<String> columns;
  private final @Nullable CsvRecord first;

  /// @param names of the columns if there is no header
  CsvTable(Path path, List<String> names) throws IOException {
    this.path = path;
    this.text = new PlainText(path);
    BufferedReader text = this.text.reader();
    try {
      this.reader = TextFile.csv().fieldSeparator(separator(text)).ofCsvRecord(text);
      this.records = reader.iterator();
      if (!records.hasNext()) {
        throw new InputException(path + ": is empty; expected a line of column names, then rows");
      }
      CsvRecord header = records.next();
      boolean isData = isData(header, names);
      this.first = isData ? header : null;
      this.columns = isData ? names : header.getFields().stream().map(String::strip).toList();
    } catch (IOException | RuntimeException e) {
      text.close();
      throw CsvRows.failure(path, e);
    }
  }

  private static boolean isData(CsvRecord line, List<String> names) {
    return !names.isEmpty()
        && line.getFieldCount() == names.size()
        && line.getField(0).strip().matches("\\d+")
        && line.getField(1).strip().matches("\\d+");
  }

  private static char separator(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    text.mark(LONGEST_HEADER);
    int[] counts = new int[3];
    int read = 0;
    for (int c = text.read(); c >= 0 && c != '\n' && ++read < LONGEST_HEADER; c = text.read()) {
      counts[0] += c == ',' ? 1 : 0;
      counts[1] += c == '\t' ? 1 : 0;
      counts[2] += c == ';' ? 1 : 0;
    }
    text.reset();
    int most = counts[1] > counts[0] ? 1 : 0;
    return ",\t;".charAt(counts[2] > counts[most] ? 2 : most);
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public List<String> unreadableColumns() {
    return List.of();
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of();
  }

  @Override
  public boolean namesAssumed() {
    return first != null;
  }

  @Override
  public ColumnType type(String name) {
    if (!columns.contains(name)) {
      throw new InputException(
          "%s: has no column '%s'; its columns are '%s'"
              .formatted(path, name, String.join("', '", columns)));
    }
    return ColumnType.STRING;
  }

  @Override
  public TableRows rows(List<Column> wanted) {
    int[] positions = wanted.stream().mapToInt(column -> columns.indexOf(column.name())).toArray();
    return new CsvRows(path, wanted, positions, first, records, text);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
