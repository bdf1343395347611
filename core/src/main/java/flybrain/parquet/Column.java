package flybrain.parquet;

/// A column of a table.
///
/// @param name in the file; case matters
/// @param type of its values in memory
/// @param optional whether rows may have no value in it, see [ColumnBatch#missing]
public record Column(String name, ColumnType type, boolean optional) {
  /// A column with a value in every row.
  public Column(String name, ColumnType type) {
    this(name, type, false);
  }

  /// A column of `long` numbers without missing values.
  public static Column int64(String name) {
    return new Column(name, ColumnType.INT64);
  }

  /// A column of `double` numbers without missing values.
  public static Column float64(String name) {
    return new Column(name, ColumnType.DOUBLE);
  }

  /// A column of texts in UTF-8 without missing values.
  public static Column string(String name) {
    return new Column(name, ColumnType.STRING);
  }

  /// The same column where rows may have no value; read, not written.
  public Column orMissing() {
    return new Column(name, type, true);
  }
}
