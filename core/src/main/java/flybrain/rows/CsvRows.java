package flybrain.rows;

import com.github.luben.zstd.ZstdIOException;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import flybrain.Decimal;
import flybrain.InputException;
import flybrain.parquet.Column;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The rows of a table that is text. A row with more or fewer fields than the first, or a quote
/// that is never closed, is an [InputException].
final class CsvRows implements TableRows {
  /// How FastCSV begins its reason for a quote without an end.
  private static final String UNCLOSED = "Unclosed quoted field";

  private final Path path;
  private final List<Column> columns;
  private final int[] positions;
  private final Iterator<CsvRecord> records;
  private final PlainText text;
  private @Nullable CsvRecord first;
  private @Nullable CsvRecord row;

  /// @param positions of the columns in a row
  /// @param first row that was read already, or null
  /// @param text that the rows are read from
  CsvRows(
      Path path,
      List<Column> columns,
      int[] positions,
      @Nullable CsvRecord first,
      Iterator<CsvRecord> records,
      PlainText text) {
    this.path = path;
    this.columns = columns;
    this.positions = positions;
    this.first = first;
    this.records = records;
    this.text = text;
  }

  @Override
  public boolean next() throws IOException {
    CsvRecord read = first;
    first = null;
    try {
      row = read == null && records.hasNext() ? records.next() : read;
    } catch (RuntimeException e) {
      throw failure(path, e);
    }
    return row != null;
  }

  @Override
  public String text(int column) {
    return row().getField(positions[column]).strip();
  }

  @Override
  public long whole(int column) {
    throw new IllegalStateException(columns.get(column).name() + " is text");
  }

  @Override
  public double real(int column) {
    return number(text(column));
  }

  static double number(String text) {
    try {
      return Decimal.parse(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  @Override
  public double fraction() {
    return text.fraction();
  }

  @Override
  public String place(int column) {
    return "%s: line %d: column '%s'"
        .formatted(path, row().getStartingLineNumber(), columns.get(column).name());
  }

  private CsvRecord row() {
    CsvRecord current = row;
    if (current == null) {
      throw new IllegalStateException("no row");
    }
    return current;
  }

  /// The exception to throw for a failure while the file was read.
  static IOException failure(Path path, Exception failure) {
    Throwable cause =
        failure instanceof UncheckedIOException io
            ? Objects.requireNonNull(io.getCause())
            : failure;
    return switch (cause) {
      case InputException known -> throw known;
      case CsvParseException e -> throw noTable(path, e);
      case CharacterCodingException e -> throw notText(path, e);
      case ZipException e -> throw damaged(path, e);
      case EOFException e -> throw damaged(path, e);
      case ZstdIOException e -> throw damaged(path, e);
      case IOException e -> new IOException(path + ": cannot be read: " + e.getMessage(), e);
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(cause);
    };
  }

  private static InputException noTable(Path path, CsvParseException e) {
    String reason = reason(e);
    String advice =
        reason.startsWith(UNCLOSED)
            ? "close the quote"
            : "each row must have the columns of the header";
    return new InputException("%s: is not a table: %s; %s".formatted(path, reason, advice), e);
  }

  private static InputException notText(Path path, Exception e) {
    return new InputException(
        path + ": is not a text file (UTF-8); unpack it or save it as CSV or TSV", e);
  }

  private static InputException damaged(Path path, IOException e) {
    return new InputException(
        "%s: is damaged (%s); get or write the file again".formatted(path, e.getMessage()), e);
  }

  private static String reason(Throwable e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("unknown");
  }
}
