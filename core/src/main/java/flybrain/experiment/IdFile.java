package flybrain.experiment;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import flybrain.Counted;
import flybrain.IdColumn;
import flybrain.InputException;
import flybrain.NeuronId;
import flybrain.files.TextFile;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Reads a file of FlyWire root ids: a list, or a table with a column of them.
///
/// A list has ids one a line or with commas, semicolons or white space between them; `#` starts a
/// comment. A table is CSV (comma, semicolon or tab) with names in its first line, or Parquet;
/// [IdColumn] chooses the column by its name, so row numbers, which pandas and R write first, are
/// never taken for ids.
public final class IdFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Pattern BETWEEN_IDS = Pattern.compile("[,;\\s]+");
  private static final Pattern NUMBER = Pattern.compile("[\"']?[+-]?\\d[\\d.eE+-]*[\"']?");

  private final Path path;

  /// In the order of the file, with where each is, as messages have it.
  private final Map<Long, String> placeOfId = new LinkedHashMap<>();

  private String column = "";

  /// The ids of a file.
  ///
  /// @param ids in the order of the file, at least one, each once
  /// @param column the name of the column that they were taken from, empty for a list
  public record Ids(List<Long> ids, String column) {
    public Ids {
      ids = List.copyOf(ids);
    }

    /// Which column of the file was taken, in a line; empty for a list.
    public String note(Path file) {
      return column.isEmpty()
          ? ""
          : "%s: %s from its column '%s'".formatted(file, Counted.of(ids.size(), "id"), column);
    }
  }

  private IdFile(Path path) {
    this.path = path;
  }

  /// The ids of a file in their order.
  ///
  /// @throws InputException as [#of]
  public static List<Long> read(Path path) {
    return of(path).ids();
  }

  /// The ids of a file, and the column that they were taken from.
  ///
  /// @throws InputException if the file cannot be read, has no id, has one twice, or something that
  ///   is not an id, with the line; or when no column of a table is known to hold ids
  public static Ids of(Path path) {
    IdFile file = new IdFile(path);
    try {
      file.read();
    } catch (NoSuchFileException e) {
      throw new InputException(path + ": no such file of neuron ids", e);
    } catch (MalformedInputException e) {
      throw new InputException(path + ": is not a text file of neuron ids (UTF-8)", e);
    } catch (IOException e) {
      throw new InputException(path + ": cannot be read: " + e.getMessage(), e);
    }
    if (file.placeOfId.isEmpty()) {
      throw new InputException(path + ": no neuron id in this file; expected one per line");
    }
    return new Ids(List.copyOf(file.placeOfId.keySet()), file.column);
  }

  private void read() throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (ParquetReader.isParquet(path)) {
      readParquet();
      return;
    }
    List<String> lines = Files.readAllLines(TextFile.check(path));
    lines.replaceAll(line -> line.replace(BYTE_ORDER_MARK, ""));
    String first =
        lines.stream()
            .map(IdFile::withoutComment)
            .filter(line -> !line.isEmpty())
            .findFirst()
            .orElse("");
    char separator = separator(first);
    if (isHeader(List.of(first.split(Pattern.quote(String.valueOf(separator)), -1)))) {
      readTable(String.join("\n", lines), separator);
    } else {
      refuseRowNumbers(lines);
      readList(lines);
    }
  }

  /// A header has names: one of [IdColumn#NAMES], an empty one before further names (pandas and R
  /// write row numbers under it), or any other than numbers.
  private static boolean isHeader(List<String> fields) {
    return fields.stream().anyMatch(field -> IdColumn.isName(unquoted(field)))
        || (fields.size() > 1 && unquoted(fields.getFirst()).isEmpty())
        || fields.stream().noneMatch(field -> NUMBER.matcher(field.strip()).matches());
  }

  /// The separator of a table; R's `write.table` writes blanks.
  private static char separator(String header) {
    for (char separator : new char[] {'\t', ';', ','}) {
      if (header.indexOf(separator) >= 0) {
        return separator;
      }
    }
    return IdColumn.isName(unquoted(header)) ? ',' : ' ';
  }

  private void readTable(String text, char separator) {
    try (CsvReader<CsvRecord> reader =
        TextFile.csv()
            .fieldSeparator(separator)
            .commentStrategy(CommentStrategy.SKIP)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text)) {
      Iterator<CsvRecord> rows = reader.iterator();
      if (rows.hasNext()) {
        List<String> names = rows.next().getFields().stream().map(IdFile::unquoted).toList();
        int position = IdColumn.of(names, path);
        column = names.get(position);
        rows.forEachRemaining(row -> add(row, position, names.size()));
      }
    } catch (CsvParseException e) {
      throw new InputException(path + ": is not a table of neuron ids: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new InputException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// R's `write.table` does not name the column of row numbers, so rows have one field more than
  /// the header.
  private void add(CsvRecord row, int position, int names) {
    int at = row.getFieldCount() == names + 1 && names > 1 ? position + 1 : position;
    String id = at < row.getFieldCount() ? withoutComment(row.getField(at)) : "";
    add(id, ":" + row.getStartingLineNumber());
  }

  private void readParquet() throws IOException {
    try (ParquetReader reader = new ParquetReader(path)) {
      List<String> names =
          reader.columns().stream().filter(name -> !name.startsWith("__index_level_")).toList();
      column = names.get(IdColumn.of(names, path));
      try (ColumnBatches batches = reader.read(List.of(Column.int64(column)))) {
        while (batches.next()) {
          long first = batches.rows() - batches.batch().rows();
          for (int k = 0; k < batches.batch().rows(); k++) {
            add(Long.toString(batches.batch().longs(0)[k]), ": row " + (first + k));
          }
        }
      }
    }
  }

  /// Refuses lines of several numbers of which the first count the lines.
  private void refuseRowNumbers(List<String> lines) {
    List<String[]> rows =
        lines.stream()
            .map(IdFile::withoutComment)
            .filter(line -> !line.isEmpty())
            .map(BETWEEN_IDS::split)
            .toList();
    if (rows.size() < 2 || rows.getFirst().length < 2) {
      return;
    }
    for (int start = 0; start <= 1; start++) {
      int from = start;
      boolean counts =
          IntStream.range(0, rows.size())
              .allMatch(k ->
                  rows.get(k).length == rows.getFirst().length
                      && unquoted(rows.get(k)[0]).equals(Integer.toString(from + k)));
      if (counts) {
        throw new InputException(
            ("%s: its lines begin with the row numbers %d, %d, ...; add a header line with "
                    + "column names, such as row,root_id")
                .formatted(path, from, from + 1));
      }
    }
  }

  private void readList(List<String> lines) {
    for (int k = 0; k < lines.size(); k++) {
      String place = ":" + (k + 1);
      BETWEEN_IDS
          .splitAsStream(withoutComment(lines.get(k)))
          .filter(word -> !word.isEmpty())
          .forEach(word -> add(word, place));
    }
  }

  private static String withoutComment(String text) {
    return text.replaceFirst("#.*", "").strip();
  }

  private static String unquoted(String field) {
    return field.strip().replaceAll("^[\"']|[\"']$", "").strip();
  }

  private void add(String word, String place) {
    long id = NeuronId.parse(unquoted(word), () -> path + place);
    String before = placeOfId.putIfAbsent(id, place);
    if (before != null) {
      throw new InputException(
          "%s%s: neuron id %d appears twice, first in line %s"
              .formatted(path, place, id, before.replaceFirst(".*[: ]", "")));
    }
  }
}
