package flybrain.parquet;

/// A column of a Parquet file.
public record Column(String name, ColumnType type) {
  public static Column int64(String name) {
    return new Column(name, ColumnType.INT64);
  }

  public static Column float64(String name) {
    return new Column(name, ColumnType.DOUBLE);
  }

  public static Column string(String name) {
    return new Column(name, ColumnType.STRING);
  }
}
