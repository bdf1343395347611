package flybrain.cli;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tables as Parquet: whole numbers as `INT64`, other numbers as `DOUBLE` with NaN for those that
/// are not there, everything else as text.
final class ParquetTable {
  private ParquetTable() {}

  static void write(Path target, Table table) throws IOException {
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < table.columns().size(); c++) {
      columns.add(column(table.columns().get(c), values(table, c)));
    }
    ColumnBatch batch = new ColumnBatch(columns, table.size());
    batch.setRows(table.size());
    for (int c = 0; c < columns.size(); c++) {
      fill(batch, c, values(table, c));
    }
    try (ParquetWriter file = new ParquetWriter(target, columns, Compression.SNAPPY, Map.of())) {
      file.write(batch);
      file.commit();
    }
  }

  private static List<@Nullable Object> values(Table table, int column) {
    List<@Nullable Object> values = new ArrayList<>();
    table.rows().forEach(row -> values.add(row.get(column)));
    return values;
  }

  private static Column column(String name, List<@Nullable Object> values) {
    if (values.stream().allMatch(value -> value instanceof Integer || value instanceof Long)) {
      return Column.int64(name);
    }
    return values.stream().allMatch(value -> value == null || value instanceof Number)
        ? Column.float64(name)
        : Column.string(name);
  }

  private static void fill(ColumnBatch batch, int column, List<@Nullable Object> values) {
    for (int row = 0; row < values.size(); row++) {
      Object value = values.get(row);
      switch (batch.columns().get(column).type()) {
        case INT64 -> batch.longs(column)[row] = value instanceof Number n ? n.longValue() : 0;
        case DOUBLE ->
            batch.doubles(column)[row] = value instanceof Number n ? n.doubleValue() : Double.NaN;
        case STRING -> batch.strings(column)[row] = value == null ? "" : value.toString();
      }
    }
  }
}
