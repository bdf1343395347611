package flybrain.rows;

import flybrain.InputException;
import flybrain.arrow.ArrowBatches;
import flybrain.arrow.ArrowReader;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ColumnType;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A table whose columns have types: Parquet or Arrow.
final class StoredTable implements TableFile {
  private final AutoCloseable file;
  private final Path path;
  private final List<String> columns;

  StoredTable(ParquetReader file) {
    this.file = file;
    this.path = file.path();
    this.columns = file.columns().stream().filter(name -> file.typeOf(name).isPresent()).toList();
  }

  StoredTable(ArrowReader file) {
    this.file = file;
    this.path = file.path();
    this.columns = file.columns();
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public List<String> unreadableColumns() {
    return switch (file) {
      case ParquetReader parquet ->
          parquet.columns().stream().filter(name -> parquet.typeOf(name).isEmpty()).toList();
      case ArrowReader arrow -> arrow.unreadableColumns();
      default -> throw new IllegalStateException();
    };
  }

  @Override
  public Map<String, String> metadata() {
    return file instanceof ParquetReader parquet ? parquet.metadata() : Map.of();
  }

  @Override
  public boolean namesAssumed() {
    return false;
  }

  @Override
  public ColumnType type(String name) {
    return file instanceof ParquetReader parquet
        ? parquet
            .typeOf(name)
            .orElseThrow(() ->
                new InputException(
                    "%s: has no column '%s' of numbers or text; its columns are '%s'"
                        .formatted(path, name, String.join("', '", columns))))
        : ((ArrowReader) file).type(name);
  }

  @Override
  public TableRows rows(List<Column> wanted) {
    if (file instanceof ParquetReader parquet) {
      ColumnBatches batches = parquet.read(wanted);
      return new StoredRows(
          path,
          batches.batch(),
          batches::next,
          () -> (double) batches.rows() / Math.max(1, parquet.rows()));
    }
    ArrowBatches batches = ((ArrowReader) file).read(wanted);
    return new StoredRows(path, batches.batch(), batches::next, batches::fraction);
  }

  @Override
  public void close() throws IOException {
    switch (file) {
      case ParquetReader parquet -> parquet.close();
      case ArrowReader arrow -> arrow.close();
      default -> throw new IllegalStateException();
    }
  }

  /// Fills the batch with the next rows.
  interface Filling {
    boolean next();
  }
}
