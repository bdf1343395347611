package flybrain.parquet;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/// The types of columns in memory and in the files written here.
public enum ColumnType {
  /// A `long[]`; `int64` in a file.
  INT64,
  /// A `double[]`; `double` in a file.
  DOUBLE,
  /// A `String[]`; UTF-8 in a file.
  STRING;

  Type schema(String name) {
    return switch (this) {
      case INT64 -> Types.required(PrimitiveTypeName.INT64).named(name);
      case DOUBLE -> Types.required(PrimitiveTypeName.DOUBLE).named(name);
      case STRING ->
          Types.required(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
    };
  }
}
