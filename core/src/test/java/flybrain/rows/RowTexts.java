package flybrain.rows;

import flybrain.parquet.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What a table has, as text.
final class RowTexts {
  private RowTexts() {}

  /// All columns of all rows.
  static List<List<String>> of(TableFile table) throws IOException {
    List<Column> columns = table.columns().stream().map(name -> column(table, name)).toList();
    return of(table.rows(columns), columns.size());
  }

  static List<List<String>> of(TableRows rows, int columns) throws IOException {
    List<List<String>> texts = new ArrayList<>();
    while (rows.next()) {
      texts.add(IntStream.range(0, columns).mapToObj(rows::text).toList());
    }
    return texts;
  }

  /// A column in the type in which nothing of it changes.
  static Column column(TableFile table, String name) {
    return new Column(name, table.type(name)).orMissing();
  }
}
