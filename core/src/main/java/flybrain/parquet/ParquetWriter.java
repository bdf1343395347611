package flybrain.parquet;

import static flybrain.parquet.RowGroupFile.GROUP_ROWS;

import flybrain.files.WriteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes a table, column by column, to a Parquet file in bounded memory.
///
/// Rows are collected, encoded and compressed, up to a row group's worth; then they go to the file.
/// Repeated values are stored once per row group and referenced, so a constant column costs next to
/// nothing. The file has its name only after [#commit], which replaces a file of that name; closed
/// without it, nothing is left. Used by one thread.
public final class ParquetWriter implements AutoCloseable {
  private final Path target;
  private final List<Column> columns;
  private final Map<String, String> metadata;
  private final RowGroupFile file;
  private List<ColumnChunk> chunks = List.of();
  private int groupRows;
  private long rows;
  private boolean committed;

  /// Begins a file; its folder is made when it is missing.
  ///
  /// @param columns of the file in its order; none optional
  /// @param metadata stored in the file as key-value metadata, in the order of keys: the same
  ///   content makes the same bytes
  /// @throws flybrain.InputException if the folder cannot be written
  public ParquetWriter(
      Path target, List<Column> columns, Compression compression, Map<String, String> metadata)
      throws IOException {
    this.target = target;
    this.columns = List.copyOf(columns);
    this.metadata = new TreeMap<>(metadata);
    this.file = new RowGroupFile(target, columns, compression);
  }

  /// Appends the rows of a batch, which must have this file's columns; the batch can be filled
  /// again afterwards.
  ///
  /// @throws IllegalArgumentException for other columns
  /// @throws IllegalStateException after [#commit]
  /// @throws flybrain.files.WriteException if the file cannot be written
  public void write(ColumnBatch batch) throws IOException {
    if (committed) {
      throw new IllegalStateException(target + ": is complete, so no rows can be added");
    }
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

  /// Appends the rows of another file, which must have this file's columns; further columns of it
  /// are left out.
  ///
  /// @throws flybrain.InputException if the other file cannot be read or lacks a column
  /// @throws flybrain.files.WriteException if this file cannot be written
  public void writeAll(Path other) throws IOException {
    try (ParquetReader reader = new ParquetReader(other);
        ColumnBatches batches = reader.read(columns)) {
      while (batches.next()) {
        write(batches.batch());
      }
    }
  }

  /// Adds to the key-value metadata, which is written last.
  public void describe(Map<String, String> more) {
    metadata.putAll(more);
  }

  /// Number of rows written so far.
  public long rows() {
    return rows;
  }

  /// Ends the file and gives it its name; nothing is written after.
  ///
  /// @throws flybrain.files.WriteException if the file cannot be written
  public void commit() throws IOException {
    try {
      endGroup();
    } catch (IOException e) {
      throw WriteException.of(target, e);
    }
    file.commit(metadata);
    committed = true;
  }

  @Override
  public void close() {
    file.close();
  }

  private void append(ColumnBatch batch, int from, int to) throws IOException {
    if (groupRows == 0) {
      chunks =
          file.columns().stream()
              .map(column ->
                  new ColumnChunk(
                      column, RowGroupFile.PROPERTIES.newValuesWriter(column), file.pages(column)))
              .toList();
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

  private void endGroup() throws IOException {
    if (groupRows == 0) {
      return;
    }
    for (ColumnChunk chunk : chunks) {
      chunk.end();
    }
    file.endGroup(groupRows);
    groupRows = 0;
  }
}
