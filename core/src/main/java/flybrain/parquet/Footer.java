package flybrain.parquet;

import dev.hardwood.internal.thrift.FileMetaDataReader;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.schema.ColumnSchema;
import dev.hardwood.schema.FileSchema;
import flybrain.files.StoredBytes;
import java.io.IOException;
import java.nio.ByteOrder;

/// The footer of a Parquet file; numbers that contradict each other or the size of the file are
/// refused.
///
/// A file is the magic `PAR1`, the pages of its row groups, the footer (schema, where the columns
/// of each row group are, key-value metadata), the length of the footer (int32, little-endian), and
/// the magic again. So a reader begins at the end.
record Footer(FileMetaData metadata, FileSchema schema) {
  /// Length of the footer, and the magic.
  private static final int END = 8;

  /// The magic before the first page.
  private static final int START = 4;

  /// Rows that a byte of a file can encode. A column of one value has most; 64 million rows of
  /// nothing else take some 1500 bytes.
  private static final long ROWS_A_BYTE = 1 << 16;

  /// @throws IOException if it is damaged
  static Footer read(StoredBytes file) throws IOException {
    int length = file.readRange(file.length() - END, END).order(ByteOrder.LITTLE_ENDIAN).getInt();
    FileMetaData metadata =
        FileMetaDataReader.read(
            new BoundedThrift(file.readRange(file.length() - END - length, length)));
    boolean empty = metadata.rowGroups().stream().allMatch(group -> group.columns().isEmpty());
    if (empty && file.length() - END - length > START) {
      throw new IOException("pages but no row groups with columns");
    }
    Footer footer = new Footer(metadata, FileSchema.fromSchemaElements(metadata.schema()));
    footer.check(file.length());
    return footer;
  }

  private void check(long size) throws IOException {
    long rows = 0;
    for (RowGroup group : metadata.rowGroups()) {
      if (group.numRows() < 0 || group.columns().size() != schema.getColumnCount()) {
        throw new IOException(
            "a row group of %d rows and %d columns"
                .formatted(group.numRows(), group.columns().size()));
      }
      for (int i = 0; i < schema.getColumnCount(); i++) {
        check(group.columns().get(i), schema.getColumn(i));
      }
      rows = Math.addExact(rows, group.numRows());
    }
    if (rows != metadata.numRows() || rows / ROWS_A_BYTE > size) {
      throw new IOException(
          "%d rows, but its row groups have %d, in %d bytes"
              .formatted(metadata.numRows(), rows, size));
    }
  }

  /// Name and type of a column are stored twice: a damaged name must not change the column.
  private static void check(ColumnChunk stored, ColumnSchema column) throws IOException {
    if (stored.metaData() == null
        || !stored.metaData().pathInSchema().elements().equals(column.fieldPath().elements())
        || stored.metaData().type() != column.type()) {
      throw new IOException(
          "column '%s' is described as another column".formatted(column.fieldPath()));
    }
  }
}
