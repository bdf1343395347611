package flybrain.parquet;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.schema.ColumnSchema;
import java.util.Optional;
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

  /// The type as which a column is read without loss; empty for dates, lists and what else is
  /// neither text nor a number.
  static Optional<ColumnType> of(ColumnSchema column) {
    LogicalType logical = column.logicalType();
    if (column.maxRepetitionLevel() > 0) {
      return Optional.empty();
    }
    return switch (column.type()) {
      case BYTE_ARRAY ->
          logical == null || logical instanceof LogicalType.StringType
              ? Optional.of(STRING)
              : Optional.empty();
      case INT32, INT64 ->
          logical == null || logical instanceof LogicalType.IntType
              ? Optional.of(INT64)
              : Optional.empty();
      case FLOAT, DOUBLE -> logical == null ? Optional.of(DOUBLE) : Optional.empty();
      default -> Optional.empty();
    };
  }

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
