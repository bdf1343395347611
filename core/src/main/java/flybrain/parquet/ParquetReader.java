package flybrain.parquet;

import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.FieldPath;
import dev.hardwood.schema.ColumnSchema;
import flybrain.InputException;
import flybrain.files.ExistingFile;
import flybrain.files.StoredBytes;
import flybrain.files.TextFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A Parquet file open for reading: its columns, its key-value metadata, and its rows in batches.
///
/// Any file that this cannot read is an [InputException] that names the file and what is wrong.
/// Several threads may read it at once, each with batches of its own. Closing it ends them.
public final class ParquetReader implements AutoCloseable {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /// Magic at both ends and the length of the footer: no Parquet file is shorter.
  private static final int SMALLEST_FILE = 12;

  private final Path path;
  private final StoredBytes bytes;
  private final Footer footer;

  /// @throws InputException if the file is missing, damaged or not Parquet
  public ParquetReader(Path path) throws IOException {
    this.path = path;
    checkMagic(path);
    this.bytes = new StoredBytes(path);
    try {
      this.footer = Footer.read(bytes);
    } catch (IOException | RuntimeException | Error e) {
      bytes.close();
      throw failure("its footer", e);
    }
  }

  /// Whether a file begins as Parquet files do.
  ///
  /// @throws InputException if it is missing or unreadable
  public static boolean isParquet(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(ExistingFile.check(path))) {
      return startsWithMagic(channel, 0);
    }
  }

  /// The file as it was given.
  public Path path() {
    return path;
  }

  /// Number of rows, as the file says.
  public long rows() {
    return footer.metadata().numRows();
  }

  /// Key-value metadata of the file; empty if it has none. A key without a value is left out.
  public Map<String, String> metadata() {
    @Nullable Map<String, String> metadata = footer.metadata().keyValueMetadata();
    if (metadata == null) {
      return Map.of();
    }
    Map<String, String> values = new LinkedHashMap<>(metadata);
    // A key may have no value.
    values.values().removeIf(Objects::isNull);
    return values;
  }

  /// The names of the columns, in the order of the file; columns of lists or structs are left out.
  public List<String> columns() {
    return footer.schema().getColumns().stream()
        .filter(column -> column.fieldPath().elements().size() == 1)
        .map(ColumnSchema::name)
        .toList();
  }

  /// The type as which a column is read without loss: text, whole numbers or fractions; empty for a
  /// column of another type or a missing one.
  public Optional<ColumnType> typeOf(String column) {
    return hasColumn(column) ? ColumnType.of(footer.schema().getColumn(column)) : Optional.empty();
  }

  /// Whether the file has a column of this name, of whatever type but lists and structs.
  public boolean hasColumn(String name) {
    return columns().contains(name);
  }

  private InputException noColumn(String name) {
    return new InputException(
        "%s: has no column '%s'; its columns are %s".formatted(path, name, quoted(columns())));
  }

  /// The rows of some columns, each converted to the type asked for: numbers of any width, decimal
  /// fractions among them, to `DOUBLE`, or to `INT64` as long as they are whole and none of them
  /// can have been rounded; strings to `STRING`, or to `INT64` if they are digits. A value that
  /// cannot be had so, or is missing in a column that is not optional, is refused when its row is
  /// read.
  ///
  /// @param wanted columns of the batches, in any order, with the types and the names in the file
  /// @return all rows from the first on; the reader stays open
  /// @throws InputException if a column is missing, of another type, or compressed in a way that
  ///   cannot be read
  public ColumnBatches read(List<Column> wanted) {
    int batchRows = (int) Math.min(rows(), ColumnBatches.BATCH_ROWS);
    List<ColumnDecoder> decoders = new ArrayList<>();
    List<ColumnValues> values = new ArrayList<>();
    for (Column column : wanted) {
      if (!hasColumn(column.name())) {
        throw noColumn(column.name());
      }
      ColumnSchema stored = footer.schema().getColumn(column.name());
      decoders.add(new ColumnDecoder(path, stored, column.type()));
      ColumnPages pages = new ColumnPages(bytes, footer.metadata().rowGroups(), stored);
      values.add(new ColumnValues(path, stored, pages, batchRows, column.optional()));
    }
    checkCompression(wanted);
    return new ColumnBatches(this, wanted, decoders, values);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  /// A file with an unsupported compression is not damaged.
  private void checkCompression(List<Column> wanted) {
    Set<FieldPath> paths =
        wanted.stream().map(column -> FieldPath.of(column.name())).collect(Collectors.toSet());
    footer.metadata().rowGroups().stream()
        .flatMap(group -> group.columns().stream())
        .map(chunk -> chunk.metaData())
        .filter(column -> column.codec() == CompressionCodec.LZO)
        .filter(column -> paths.contains(column.pathInSchema()))
        .findFirst()
        .ifPresent(column -> {
          throw new InputException(
              ("%s: column '%s' is compressed with %s, which is not supported; write the file "
                      + "with another compression (in pandas: df.to_parquet(FILE, "
                      + "compression=\"snappy\"))")
                  .formatted(path, column.pathInSchema().elements().getFirst(), column.codec()));
        });
  }

  /// The exception to throw for a failure while the file was read.
  RuntimeException failure(String place, Throwable cause) {
    return ReadFailure.of(path, place, cause);
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }

  private static void checkMagic(Path path) throws IOException {
    ExistingFile.check(path);
    try (FileChannel channel = FileChannel.open(path)) {
      long size = channel.size();
      if (!startsWithMagic(channel, 0)) {
        throw new InputException(
            path
                + ": is not a Parquet file"
                + (size == 0 ? " (it is empty)" : "")
                + TextFile.other(path).map(what -> ": it is " + what).orElse(""));
      }
      if (size < SMALLEST_FILE || !startsWithMagic(channel, size - MAGIC.length)) {
        throw new InputException(
            path + ": is truncated after " + size + " bytes; get or write the file again");
      }
    } catch (IOException e) {
      throw new InputException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean startsWithMagic(FileChannel channel, long position) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAGIC.length);
    channel.read(bytes, position);
    return bytes.flip().equals(ByteBuffer.wrap(MAGIC));
  }
}
