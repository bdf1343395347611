package flybrain.parquet;

import flybrain.files.AtomicFile;
import flybrain.files.WriteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/// A Parquet file being written, row group after row group; it gets its name when it is complete.
///
/// A row group's pages are kept, compressed, until the group ends.
final class RowGroupFile implements AutoCloseable {
  /// 8 MB of each column of numbers, before compression.
  static final int GROUP_ROWS = 1 << 20;

  /// A megabyte of numbers, the usual size of a page.
  static final int PAGE_ROWS = 1 << 17;

  static final ParquetProperties PROPERTIES =
      ParquetProperties.builder().withWriterVersion(WriterVersion.PARQUET_1_0).build();

  /// Row groups are padded to the blocks of a distributed file system only, which this never is.
  private static final long UNUSED_BLOCK_SIZE = 1L << 27;

  private final Path target;
  private final MessageType schema;
  private final BytesInputCompressor compressor;
  private final AtomicFile file;
  private final PartFile part;
  private final ParquetFileWriter writer;
  private ColumnChunkPageWriteStore pages;

  RowGroupFile(Path target, List<Column> columns, BytesInputCompressor compressor)
      throws IOException {
    this.target = target;
    this.compressor = compressor;
    this.schema = schema(columns);
    this.file = new AtomicFile(target);
    this.part = new PartFile(file.part());
    try {
      this.writer =
          new ParquetFileWriter(
              part,
              schema,
              ParquetFileWriter.Mode.OVERWRITE,
              UNUSED_BLOCK_SIZE,
              0,
              PROPERTIES.getColumnIndexTruncateLength(),
              PROPERTIES.getStatisticsTruncateLength(),
              PROPERTIES.getPageWriteChecksumEnabled());
      writer.start();
    } catch (IOException e) {
      discard();
      throw WriteException.of(target, e);
    }
    this.pages = newPages();
  }

  static MessageType schema(List<Column> columns) {
    return new MessageType(
        "schema", columns.stream().map(column -> column.type().schema(column.name())).toList());
  }

  /// The columns, in their order.
  List<ColumnDescriptor> columns() {
    return schema.getColumns();
  }

  /// Where the pages of a column of the present row group go.
  PageWriter pages(ColumnDescriptor column) {
    return pages.getPageWriter(column);
  }

  /// Writes the present row group and begins another.
  void endGroup(long rows) throws IOException {
    writer.startBlock(rows);
    pages.flushToFileWriter(writer);
    writer.endBlock();
    pages.close();
    pages = newPages();
  }

  /// Writes a row group that was made apart from this.
  ///
  /// @param bytes taken from it
  void append(RowGroup group, byte[] bytes) throws IOException {
    group.writeTo(writer, bytes);
  }

  /// Writes the footer and gives the file its name.
  void commit(Map<String, String> metadata) throws IOException {
    try {
      writer.end(metadata);
      file.commit();
    } catch (IOException e) {
      throw WriteException.of(target, e);
    }
  }

  @Override
  public void close() {
    pages.close();
    try {
      writer.close();
    } catch (IOException e) {
      // The write itself reported any failure, and the part file is deleted.
    }
    discard();
  }

  /// Closes and deletes what was not committed.
  private void discard() {
    try (file;
        part) {
      // Both are closed, whatever happens to one of them.
    } catch (IOException e) {
      // Nothing more can be lost.
    }
  }

  private ColumnChunkPageWriteStore newPages() {
    return new ColumnChunkPageWriteStore(
        compressor, schema, PROPERTIES.getAllocator(), PROPERTIES.getColumnIndexTruncateLength());
  }
}
