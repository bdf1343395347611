package flybrain.parquet;

import flybrain.files.AtomicFile;
import flybrain.files.WriteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/// Writes a table, column by column, to a Parquet file in bounded memory.
///
/// Rows are collected, encoded and compressed, up to a row group's worth; then they go to the file.
/// Values that repeat are stored once a row group and referred to, so that a constant column costs
/// next to nothing. The file has its name only after [#commit]; closed without it, nothing is left.
public final class ParquetWriter implements AutoCloseable {
  /// 8 MB of each column of numbers, before compression.
  private static final int GROUP_ROWS = 1 << 20;

  /// Row groups are padded to the blocks of a distributed file system only, which this never is.
  private static final long UNUSED_BLOCK_SIZE = 1L << 27;

  private static final ParquetProperties PROPERTIES =
      ParquetProperties.builder()
          .withWriterVersion(WriterVersion.PARQUET_1_0)
          .withAllocator(HeapByteBufferAllocator.getInstance())
          .build();

  private final Path target;
  private final List<Column> columns;
  private final Compression compression;
  private final Map<String, String> metadata;
  private final MessageType schema;
  private final AtomicFile file;
  private final ParquetFileWriter writer;
  private @Nullable ColumnChunkPageWriteStore pages;
  private List<ColumnChunk> chunks = List.of();
  private int groupRows;
  private long rows;

  /// Begins a file; its folder is made when it is missing.
  ///
  /// @param metadata stored in the file as key-value metadata
  /// @throws flybrain.InputException when the folder cannot be written
  public ParquetWriter(
      Path target, List<Column> columns, Compression compression, Map<String, String> metadata)
      throws IOException {
    this.target = target;
    this.columns = List.copyOf(columns);
    this.compression = compression;
    this.metadata = Map.copyOf(metadata);
    this.schema =
        new MessageType(
            "schema", columns.stream().map(column -> column.type().schema(column.name())).toList());
    this.file = new AtomicFile(target);
    try {
      this.writer =
          new ParquetFileWriter(
              new LocalOutputFile(file.part()),
              schema,
              ParquetFileWriter.Mode.OVERWRITE,
              UNUSED_BLOCK_SIZE,
              0,
              PROPERTIES.getColumnIndexTruncateLength(),
              PROPERTIES.getStatisticsTruncateLength(),
              PROPERTIES.getPageWriteChecksumEnabled());
      writer.start();
    } catch (IOException e) {
      file.close();
      throw WriteException.of(target, e);
    }
  }

  /// Appends the rows of a batch, which must have this file's columns.
  public void write(ColumnBatch batch) throws IOException {
    if (!batch.columns().equals(columns)) {
      throw new IllegalArgumentException(batch.columns() + ": must be " + columns);
    }
    try {
      int from = 0;
      while (from < batch.rows()) {
        int to = Math.min(batch.rows(), from + GROUP_ROWS - groupRows);
        append(batch, from, to);
        from = to;
      }
    } catch (IOException e) {
      throw WriteException.of(target, e);
    }
  }

  /// Number of rows written so far.
  public long rows() {
    return rows;
  }

  /// Ends the file and gives it its name.
  public void commit() throws IOException {
    try {
      endGroup();
      writer.end(metadata);
      file.commit();
    } catch (IOException e) {
      throw WriteException.of(target, e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      // What could not be written was reported by the write itself, and the part is deleted.
    } finally {
      file.close();
    }
  }

  private void append(ColumnBatch batch, int from, int to) throws IOException {
    if (pages == null) {
      pages = startGroup();
    }
    for (int i = 0; i < chunks.size(); i++) {
      chunks.get(i).write(columns.get(i).type(), batch, i, from, to);
    }
    groupRows += to - from;
    rows += to - from;
    if (groupRows == GROUP_ROWS) {
      endGroup();
    }
  }

  private ColumnChunkPageWriteStore startGroup() {
    ColumnChunkPageWriteStore store =
        new ColumnChunkPageWriteStore(
            compression,
            schema,
            PROPERTIES.getAllocator(),
            PROPERTIES.getColumnIndexTruncateLength());
    chunks = new ArrayList<>();
    for (ColumnDescriptor column : schema.getColumns()) {
      chunks.add(
          new ColumnChunk(column, PROPERTIES.newValuesWriter(column), store.getPageWriter(column)));
    }
    return store;
  }

  private void endGroup() throws IOException {
    if (pages == null) {
      return;
    }
    for (ColumnChunk chunk : chunks) {
      chunk.end();
    }
    writer.startBlock(groupRows);
    pages.flushToFileWriter(writer);
    writer.endBlock();
    pages.close();
    pages = null;
    groupRows = 0;
  }
}
