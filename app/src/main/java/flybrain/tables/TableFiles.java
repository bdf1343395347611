package flybrain.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import flybrain.InputException;
import flybrain.files.AtomicFile;
import flybrain.files.TemporaryFolder;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetReader;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Tables as files: CSV, JSON and Parquet, by the ending of the name.
///
/// In Parquet whole numbers are `INT64`, other numbers `DOUBLE` with NaN for missing ones, and
/// everything else is text.
public final class TableFiles {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private TableFiles() {}

  /// Refuses a name without a known format.
  ///
  /// @throws InputException that says which endings there are
  public static void check(Path target) {
    String name = String.valueOf(target.getFileName());
    if (!name.endsWith(".csv") && !name.endsWith(".parquet") && !name.endsWith(".json")) {
      throw new InputException(target + ": must end with .csv, .parquet or .json");
    }
  }

  /// Writes a table; a file that is there is replaced only when it is a table of the same columns.
  ///
  /// @throws InputException for another ending than `.csv`, `.json` and `.parquet`, or where
  ///   another table would be lost
  public static void write(Path target, Table table) throws IOException {
    check(target);
    checkReplaced(target, table.columns());
    String name = String.valueOf(target.getFileName());
    if (name.endsWith(".parquet")) {
      parquet(target, table);
    } else {
      AtomicFile.writeString(target, name.endsWith(".csv") ? table.csv() : table.json());
    }
  }

  /// Refuses to replace a file that is not a table of some columns. Types and sides at their end
  /// may be missing, as in tables of the reference suite.
  ///
  /// @throws InputException with the columns that are there
  public static void checkReplaced(Path target, List<String> columns) throws IOException {
    String name = String.valueOf(target.getFileName());
    if (!Files.isRegularFile(target) || Files.size(target) == 0 || name.endsWith(".json")) {
      return;
    }
    List<String> there = name.endsWith(".csv") ? csvColumns(target) : parquetColumns(target);
    boolean isOlder = !there.isEmpty() && there.equals(withoutTypes(columns));
    if (!there.equals(columns) && !isOlder) {
      throw new InputException(
          ("%s: the existing file is a different table (its columns are '%s') and is not "
                  + "replaced; name another file or move it away")
              .formatted(target, String.join(",", there)));
    }
  }

  private static List<String> withoutTypes(List<String> columns) {
    int last = columns.size();
    while (last > 0 && columns.get(last - 1).matches("(.*_)?(type|side)")) {
      last--;
    }
    return columns.subList(0, last);
  }

  /// Empty if it is not a CSV file.
  private static List<String> csvColumns(Path file) throws IOException {
    try (CsvReader<CsvRecord> rows = CsvReader.builder().detectBomHeader(true).ofCsvRecord(file)) {
      return rows.stream().limit(1).flatMap(row -> row.getFields().stream()).toList();
    } catch (CsvParseException | UncheckedIOException | CharacterCodingException e) {
      return List.of();
    }
  }

  private static List<String> parquetColumns(Path file) throws IOException {
    try (ParquetReader reader = new ParquetReader(file)) {
      return reader.columns();
    }
  }

  /// Writes a table as Parquet to a stream, which stays open.
  public static void parquet(OutputStream out, Table table) throws IOException {
    Path folder = Files.createTempDirectory(TemporaryFolder.own(), "table-");
    Path file = folder.resolve("table.parquet");
    try {
      parquet(file, table);
      Files.copy(file, out);
      out.flush();
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  /// Writes objects, lists and maps as JSON.
  public static void json(Path target, Object content) throws IOException {
    AtomicFile.writeString(target, json(content));
  }

  /// Objects, lists and maps as JSON text.
  public static String json(Object content) {
    return JSON.writeValueAsString(content) + "\n";
  }

  /// An object of names and values; a number that is NaN is null.
  public static Map<String, @Nullable Object> object(
      List<String> names, List<? extends @Nullable Object> values) {
    SequencedMap<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int c = 0; c < names.size(); c++) {
      object.put(names.get(c), Table.finite(values.get(c)));
    }
    return object;
  }

  private static void parquet(Path target, Table table) throws IOException {
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < table.columns().size(); c++) {
      columns.add(column(table, c));
    }
    ColumnBatch batch = ColumnBatch.ofRows(columns, table.size());
    for (int c = 0; c < columns.size(); c++) {
      fill(batch, c, values(table, c));
    }
    try (ParquetWriter file = new ParquetWriter(target, columns, Compression.SNAPPY, Map.of())) {
      file.write(batch);
      file.commit();
    }
  }

  private static List<@Nullable Object> values(Table table, int column) {
    List<@Nullable Object> values = new ArrayList<>();
    table.rows().forEach(row -> values.add(row.get(column)));
    return values;
  }

  private static Column column(Table table, int column) {
    String name = table.columns().get(column);
    List<@Nullable Object> values = values(table, column);
    if (table.isIds(name)
        || values.stream().allMatch(value -> value instanceof Integer || value instanceof Long)) {
      return Column.int64(name);
    }
    return values.stream().allMatch(value -> value == null || value instanceof Number)
        ? Column.float64(name)
        : Column.string(name);
  }

  private static void fill(ColumnBatch batch, int column, List<@Nullable Object> values) {
    for (int row = 0; row < values.size(); row++) {
      Object value = values.get(row);
      switch (batch.columns().get(column).type()) {
        case INT64 -> batch.longs(column)[row] = value instanceof Number n ? n.longValue() : 0;
        case DOUBLE ->
            batch.doubles(column)[row] = value instanceof Number n ? n.doubleValue() : Double.NaN;
        case STRING -> batch.strings(column)[row] = Table.word(value, "", ";");
      }
    }
  }
}
