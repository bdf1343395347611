package flybrain.rows;

import flybrain.arrow.ArrowReader;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnType;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A table open for reading, in a format that its first bytes say: CSV or TSV, plain or compressed
/// with gzip or Zstandard; Parquet; Arrow (Feather). Fields of a CSV are parted by the one of
/// comma, semicolon and tab that its first line has most of; text is UTF-8. Used by one thread.
public interface TableFile extends AutoCloseable {
  /// Opens a table.
  ///
  /// @throws flybrain.InputException if it is missing, damaged or no table
  static TableFile open(Path path) throws IOException {
    return open(path, List.of());
  }

  /// Opens a table that may be a CSV without a header.
  ///
  /// @param names of the columns if the first line has as many fields and begins with two numbers
  /// @throws flybrain.InputException if it is missing, damaged or no table
  static TableFile open(Path path, List<String> names) throws IOException {
    if (ParquetReader.isParquet(path)) {
      return new StoredTable(new ParquetReader(path));
    }
    if (ArrowReader.isArrow(path)) {
      return new StoredTable(new ArrowReader(path));
    }
    return new CsvTable(path, names);
  }

  /// The file as it was given.
  Path path();

  /// The names of the columns that can be read, in the order of the file.
  List<String> columns();

  /// The names of the columns of other types than text and numbers, which cannot be read.
  List<String> unreadableColumns();

  /// The metadata of a Parquet file; none of others.
  Map<String, String> metadata();

  /// Whether the first line was data, so the names were assumed.
  boolean namesAssumed();

  /// The type in which a column is had without a change of its values; of a CSV always text.
  ///
  /// @throws flybrain.InputException if there is no such column
  ColumnType type(String name);

  /// The rows, once, of some columns, in the order of the file. A column of a CSV may be had as
  /// text only, and text gives numbers by [TableRows#real].
  ///
  /// @param wanted columns of this table, which have the numbers 0, 1, ... in the rows
  /// @throws flybrain.InputException if a column of Parquet or Arrow is missing or of another type
  TableRows rows(List<Column> wanted) throws IOException;

  @Override
  void close() throws IOException;
}
