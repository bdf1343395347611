package flybrain.arrow;

import flybrain.InputException;
import flybrain.files.ExistingFile;
import flybrain.files.StoredBytes;
import flybrain.files.TextFile;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnType;
import flybrain.parquet.ReadFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;

/// An Arrow file (Feather V2) open for reading: its columns, and its rows in batches.
///
/// A file is the magic `ARROW1`, padded to 8 bytes, messages with dictionaries and record batches,
/// then the footer (a FlatBuffer with the schema and where the messages are), its length (int32,
/// little-endian) and the magic again. So a reader begins at the end.
///
/// Any file that this cannot read is an [InputException] that names the file and what is wrong.
public final class ArrowReader implements AutoCloseable {
  private static final String MAGIC = "ARROW1";

  /// The magic of the format of 2016, before Feather was Arrow.
  private static final String FEATHER_1 = "FEA1";

  /// The magic at the start, padded.
  private static final int START = 8;

  /// The length of the footer, and the magic.
  private static final int END = Integer.BYTES + MAGIC.length();

  /// More than a file of a million batches and columns needs.
  private static final int LONGEST_FOOTER = 1 << 27;

  private final Path path;
  private final StoredBytes bytes;
  private final Footer footer;
  private final ArrowSchema schema;

  /// @throws InputException if the file is missing, damaged or not Arrow
  public ArrowReader(Path path) {
    this.path = path;
    this.bytes = new StoredBytes(path);
    try {
      checkMagic();
      this.footer = readFooter();
      this.schema = readSchema(footer);
      checkBlocks();
    } catch (IOException | RuntimeException | Error e) {
      closeAfter(e);
      throw failure("its footer", e);
    }
  }

  /// Whether a file begins as Arrow files do, those of Feather's first version included.
  ///
  /// @throws InputException if it is missing or unreadable
  public static boolean isArrow(Path path) throws IOException {
    ExistingFile.check(path);
    try (StoredBytes bytes = new StoredBytes(path)) {
      return startsWith(bytes, 0, MAGIC) || startsWith(bytes, 0, FEATHER_1);
    }
  }

  /// The file as it was given.
  public Path path() {
    return path;
  }

  /// The names of the columns of numbers and text, in the order of the file.
  public List<String> columns() {
    return schema.columns().stream().map(ArrowColumn::name).toList();
  }

  /// The names of all other columns: lists, structs, times.
  public List<String> unreadableColumns() {
    return List.copyOf(schema.unreadable());
  }

  /// The type in which a column is had without a change of its values; truth values are text.
  ///
  /// @throws InputException if there is no such column
  public ColumnType type(String name) {
    return switch (column(name).type()) {
      case ArrowType.Whole _ -> ColumnType.INT64;
      case ArrowType.Real _ -> ColumnType.DOUBLE;
      case ArrowType.Truth _, ArrowType.Text _, ArrowType.TextView _ -> ColumnType.STRING;
    };
  }

  /// The rows of some columns, each converted to the type asked for: numbers of any width to
  /// `DOUBLE`, or to `INT64` as long as they are whole and none of them can have been rounded; text
  /// to `STRING`, or to `INT64` if it is digits; numbers and truth values to `STRING`. Values of a
  /// dictionary are as the values themselves. A value that cannot be had so, or is missing in a
  /// column that is not optional, is refused when its row is read.
  ///
  /// @param wanted columns of the batches, in any order, with the types and the names in the file
  /// @return all rows from the first on; the reader stays open
  /// @throws InputException if a column is missing or of another type
  public ArrowBatches read(List<Column> wanted) {
    List<ArrowColumnReader> readers = new ArrayList<>();
    for (Column column : wanted) {
      readers.add(new ArrowColumnReader(this, column(column.name()), column));
    }
    return new ArrowBatches(this, wanted, readers);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  /// How many record batches there are.
  int batches() {
    return footer.recordBatchesLength();
  }

  /// A record batch, counted from 0.
  ///
  /// @throws IOException if it is damaged
  StoredBatch batch(int index) throws IOException {
    Block block = footer.recordBatches(index);
    Message message = StoredBatch.message(bytes, block);
    if (!(message.header(new RecordBatch()) instanceof RecordBatch header)) {
      throw new IOException("no rows where rows are expected");
    }
    StoredBatch batch = StoredBatch.of(bytes, block, header);
    batch.check(schema.nodes(), schema.buffers(), schema.views());
    return batch;
  }

  /// The values of a dictionary.
  ArrowDictionary dictionary(ArrowColumn column, long id) throws IOException {
    return ArrowDictionary.read(bytes, footer, column, id);
  }

  /// The exception to throw for a failure while the file was read.
  RuntimeException failure(String place, Throwable cause) {
    return ReadFailure.of(path, place, cause);
  }

  private ArrowColumn column(String name) {
    return schema.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new InputException(
                "%s: has no column '%s' of numbers or text; its columns are %s"
                    .formatted(path, name, quoted(columns()))));
  }

  private void checkMagic() throws IOException {
    if (startsWith(bytes, 0, FEATHER_1)) {
      throw new InputException(
          path
              + ": is a Feather file of version 1, which is not supported; write it as version 2"
              + " (in Python: pandas.read_feather(FILE).to_feather(NEW))");
    }
    if (!startsWith(bytes, 0, MAGIC)) {
      throw new InputException(
          path
              + ": is not an Arrow file (Feather)"
              + (bytes.length() == 0 ? " (it is empty)" : "")
              + TextFile.other(path).map(what -> ": it is " + what).orElse(""));
    }
    if (bytes.length() < START + END
        || !startsWith(bytes, bytes.length() - MAGIC.length(), MAGIC)) {
      throw new InputException(
          "%s: is truncated after %d bytes; get or write the file again"
              .formatted(path, bytes.length()));
    }
  }

  private Footer readFooter() throws IOException {
    int length =
        bytes
            .readRange(bytes.length() - END, Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .getInt();
    if (length <= 0 || length > Math.min(LONGEST_FOOTER, bytes.length() - START - END)) {
      throw new IOException("a footer of %d bytes".formatted(length));
    }
    ByteBuffer content = bytes.readRange(bytes.length() - END - length, length);
    return Footer.getRootAsFooter(content.order(ByteOrder.LITTLE_ENDIAN));
  }

  private static ArrowSchema readSchema(Footer footer) throws IOException {
    Schema schema = footer.schema();
    if (footer.version() < MetadataVersion.V4) {
      throw new IOException("written by an Arrow before 0.8");
    }
    if (schema.endianness() != Endianness.Little) {
      throw new IOException("numbers in big-endian order");
    }
    return new ArrowSchema(schema, footer.version(), footer.getByteBuffer().limit());
  }

  /// A damaged footer might name the same rows many times.
  private void checkBlocks() throws IOException {
    long all = 0;
    for (int k = 0; k < footer.recordBatchesLength(); k++) {
      Block block = footer.recordBatches(k);
      if (block.metaDataLength() <= 0 || block.bodyLength() < 0) {
        throw new IOException("a batch of rows without bytes");
      }
      all = Math.addExact(all, Math.addExact(block.bodyLength(), (long) block.metaDataLength()));
    }
    if (all > bytes.length()) {
      throw new IOException("batches of %d bytes in %d".formatted(all, bytes.length()));
    }
  }

  private static boolean startsWith(StoredBytes bytes, long position, String magic)
      throws IOException {
    if (bytes.length() - position < magic.length()) {
      return false;
    }
    ByteBuffer expected = ByteBuffer.wrap(magic.getBytes(StandardCharsets.US_ASCII));
    return bytes.readRange(position, magic.length()).equals(expected);
  }

  private void closeAfter(Throwable failure) {
    try {
      bytes.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }
}
