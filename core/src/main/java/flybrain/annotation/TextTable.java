package flybrain.annotation;

import com.github.luben.zstd.ZstdInputStream;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import flybrain.Decimal;
import flybrain.InputException;
import flybrain.arrow.ArrowBatches;
import flybrain.arrow.ArrowReader;
import flybrain.files.ExistingFile;
import flybrain.files.TextFile;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// A table of any kind read as text: CSV (comma or semicolon) or TSV, compressed with gzip or
/// Zstandard or not, Parquet, or Feather (Arrow).
public final class TextTable {
  private static final int LONGEST_HEADER = 1 << 16;

  private final Path file;

  private TextTable(Path file) {
    this.file = file;
  }

  /// Takes what is in a table.
  public interface Reading {
    /// The names of the columns that can be read, before any row.
    ///
    /// @param ignored names of columns of other types than text and numbers
    /// @param metadata of a Parquet file
    void columns(List<String> columns, List<String> ignored, Map<String, String> metadata);

    /// One row.
    ///
    /// @param cells a text for each column, empty where there is no value; used again for the next
    /// @param place what to begin a message about the row with, after the file
    void row(String[] cells, String place);
  }

  /// Reads a table from its first row to its last.
  ///
  /// @throws InputException if it cannot be read or is no table, with the row
  public static void read(Path file, Reading reading) throws IOException {
    TextTable table = new TextTable(file);
    if (ParquetReader.isParquet(file)) {
      table.readParquet(reading);
    } else if (ArrowReader.isArrow(file)) {
      table.readArrow(reading);
    } else {
      table.readText(reading);
    }
  }

  private void readText(Reading reading) throws IOException {
    try (Reader text = open();
        CsvReader<CsvRecord> reader =
            CsvReader.builder()
                .detectBomHeader(false)
                .fieldSeparator(separator(text))
                .ofCsvRecord(text)) {
      Iterator<CsvRecord> rows = reader.iterator();
      if (!rows.hasNext()) {
        throw new InputException(file + ": is empty; expected a line of column names, then rows");
      }
      List<String> columns = new ArrayList<>(rows.next().getFields());
      columns.set(0, columns.getFirst().replace("\uFEFF", ""));
      reading.columns(columns, List.of(), Map.of());
      String[] cells = new String[columns.size()];
      while (rows.hasNext()) {
        CsvRecord row = rows.next();
        for (int c = 0; c < cells.length; c++) {
          cells[c] = row.getField(c);
        }
        reading.row(cells, ":" + row.getStartingLineNumber());
      }
    } catch (CsvParseException e) {
      throw new InputException(
          "%s: is not a table: %s; each row must have the columns of the header"
              .formatted(file, e.getMessage()),
          e);
    } catch (CharacterCodingException e) {
      throw new InputException(file + ": is not a text file (UTF-8); save it as CSV or TSV", e);
    } catch (UncheckedIOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// Malformed text is an exception, not replaced.
  private Reader open() throws IOException {
    return new BufferedReader(
        new InputStreamReader(unpacked(), StandardCharsets.UTF_8.newDecoder()), LONGEST_HEADER);
  }

  private InputStream unpacked() throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(ExistingFile.check(file)));
    try {
      bytes.mark(4);
      byte[] head = bytes.readNBytes(4);
      bytes.reset();
      if (head.length > 1 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
        return new GZIPInputStream(bytes);
      }
      if (head.length > 3 && head[0] == 0x28 && head[1] == (byte) 0xb5 && head[2] == 0x2f) {
        return new ZstdInputStream(bytes);
      }
      TextFile.check(file);
      return bytes;
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /// The separator that the first line has most of.
  private static char separator(Reader text) throws IOException {
    text.mark(LONGEST_HEADER);
    int[] counts = new int[3];
    String separators = ",\t;";
    for (int k = 0; k < LONGEST_HEADER - 1; k++) {
      int c = text.read();
      if (c < 0 || c == '\n' || c == '\r') {
        break;
      }
      int which = separators.indexOf(c);
      if (which >= 0) {
        counts[which]++;
      }
    }
    text.reset();
    return counts[1] > counts[0] && counts[1] >= counts[2]
        ? '\t'
        : counts[2] > counts[0] ? ';' : ',';
  }

  private void readParquet(Reading reading) throws IOException {
    try (ParquetReader reader = new ParquetReader(file)) {
      List<Column> columns = new ArrayList<>();
      List<String> ignored = new ArrayList<>();
      for (String name : reader.columns()) {
        reader
            .typeOf(name)
            .ifPresentOrElse(
                type -> columns.add(new Column(name, type).orMissing()), () -> ignored.add(name));
      }
      reading.columns(columns.stream().map(Column::name).toList(), ignored, reader.metadata());
      String[] cells = new String[columns.size()];
      try (ColumnBatches batches = reader.read(columns)) {
        while (batches.next()) {
          long first = batches.rows() - batches.batch().rows();
          for (int row = 0; row < batches.batch().rows(); row++) {
            fill(cells, batches.batch(), row);
            reading.row(cells, ": row " + (first + row));
          }
        }
      }
    }
  }

  private void readArrow(Reading reading) throws IOException {
    try (ArrowReader reader = new ArrowReader(file)) {
      List<Column> columns =
          reader.columns().stream().map(name -> Column.string(name).orMissing()).toList();
      reading.columns(reader.columns(), reader.unreadableColumns(), Map.of());
      String[] cells = new String[columns.size()];
      ArrowBatches batches = reader.read(columns);
      long first = 0;
      while (batches.next()) {
        for (int row = 0; row < batches.batch().rows(); row++) {
          fill(cells, batches.batch(), row);
          reading.row(cells, ": row " + (first + row));
        }
        first += batches.batch().rows();
      }
    }
  }

  private static void fill(String[] cells, ColumnBatch batch, int row) {
    for (int c = 0; c < cells.length; c++) {
      cells[c] =
          batch.missing(c)[row]
              ? ""
              : switch (batch.columns().get(c).type()) {
                case STRING -> batch.strings(c)[row];
                case INT64 -> Long.toString(batch.longs(c)[row]);
                case DOUBLE -> fraction(batch.doubles(c)[row]);
              };
    }
  }

  private static String fraction(double value) {
    return Double.isNaN(value) ? "" : Decimal.text(value);
  }
}
