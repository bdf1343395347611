package flybrain.arrow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;
import org.apache.arrow.flatbuf.UnionMode;
import org.jspecify.annotations.Nullable;

/// The columns of a file, and how many parts each record batch has for all of them.
///
/// Columns of numbers and text can be read; all others only count: a record batch has the parts of
/// all fields in one list, a field before the fields in it, so where a column's parts are depends
/// on all that come before.
final class ArrowSchema {
  private final int version;
  private final List<ArrowColumn> columns = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  /// A damaged schema may name one field in many places, each time with all fields in it.
  private int fieldsLeft;

  private int nodes;
  private int buffers;
  private int views;

  /// @param bytes size of the footer that holds the schema
  /// @throws IOException if it is damaged, or has types that are unknown here
  ArrowSchema(Schema schema, int version, int bytes) throws IOException {
    this.version = version;
    this.fieldsLeft = bytes / Integer.BYTES;
    for (int k = 0; k < schema.fieldsLength(); k++) {
      add(schema.fields(k));
    }
  }

  /// The columns of numbers and text, in the order of the file.
  List<ArrowColumn> columns() {
    return columns;
  }

  /// The names of all other columns.
  List<String> unreadable() {
    return unreadable;
  }

  /// How many lengths a record batch has.
  int nodes() {
    return nodes;
  }

  /// How many buffers a record batch has besides the further ones of views.
  int buffers() {
    return buffers;
  }

  /// How many columns of views there are.
  int views() {
    return views;
  }

  private void add(Field field) throws IOException {
    Optional<ArrowType> type = type(field);
    if (type.isPresent()) {
      columns.add(
          new ArrowColumn(field.name(), type.get(), dictionary(field), nodes, buffers, views));
    } else {
      unreadable.add(field.name());
    }
    count(field);
  }

  private static ArrowColumn.@Nullable Indexed dictionary(Field field) throws IOException {
    var encoding = field.dictionary();
    if (encoding == null) {
      return null;
    }
    Int index = encoding.indexType();
    return new ArrowColumn.Indexed(
        encoding.id(), index == null ? new ArrowType.Whole(Integer.BYTES, true) : whole(index));
  }

  private static Optional<ArrowType> type(Field field) throws IOException {
    return switch (field.typeType()) {
      case Type.Int -> Optional.of(whole((Int) field.type(new Int())));
      case Type.FloatingPoint -> Optional.of(real((FloatingPoint) field.type(new FloatingPoint())));
      case Type.Bool -> Optional.of(new ArrowType.Truth());
      case Type.Utf8 -> Optional.of(new ArrowType.Text(Integer.BYTES));
      case Type.LargeUtf8 -> Optional.of(new ArrowType.Text(Long.BYTES));
      case Type.Utf8View -> Optional.of(new ArrowType.TextView());
      default -> Optional.empty();
    };
  }

  private static ArrowType.Whole whole(Int type) throws IOException {
    int bytes = type.bitWidth() / Byte.SIZE;
    if (Integer.bitCount(bytes) != 1 || bytes > Long.BYTES || type.bitWidth() % Byte.SIZE != 0) {
      throw new IOException("whole numbers of %d bits".formatted(type.bitWidth()));
    }
    return new ArrowType.Whole(bytes, type.isSigned());
  }

  private static ArrowType.Real real(FloatingPoint type) throws IOException {
    return switch (type.precision()) {
      case Precision.HALF -> new ArrowType.Real(2);
      case Precision.SINGLE -> new ArrowType.Real(Float.BYTES);
      case Precision.DOUBLE -> new ArrowType.Real(Double.BYTES);
      default -> throw new IOException("floating-point numbers of kind " + type.precision());
    };
  }

  /// Counts the parts of a field and of all fields in it, in the order of the file.
  private void count(Field field) throws IOException {
    if (fieldsLeft-- == 0) {
      throw new IOException("more columns than it has room for");
    }
    nodes++;
    if (field.dictionary() != null) {
      buffers += 2;
      return;
    }
    buffers += buffersOf(field);
    views += field.typeType() == Type.Utf8View || field.typeType() == Type.BinaryView ? 1 : 0;
    for (int k = 0; k < field.childrenLength(); k++) {
      count(field.children(k));
    }
  }

  /// How many buffers a field has, the fields in it aside.
  private int buffersOf(Field field) throws IOException {
    return switch (field.typeType()) {
      case Type.Null, Type.RunEndEncoded -> 0;
      case Type.Struct_, Type.FixedSizeList -> 1;
      case Type.Utf8,
          Type.LargeUtf8,
          Type.Binary,
          Type.LargeBinary,
          Type.ListView,
          Type.LargeListView ->
          3;
      case Type.Union -> {
        if (version < MetadataVersion.V5) {
          throw new IOException("a union as Arrow before 1.0 stores it");
        }
        boolean dense = ((Union) field.type(new Union())).mode() == UnionMode.Dense;
        yield dense ? 2 : 1;
      }
      case Type.Int,
          Type.FloatingPoint,
          Type.Bool,
          Type.Decimal,
          Type.Date,
          Type.Time,
          Type.Timestamp,
          Type.Interval,
          Type.Duration,
          Type.FixedSizeBinary,
          Type.List,
          Type.LargeList,
          Type.Map,
          Type.Utf8View,
          Type.BinaryView ->
          2;
      default ->
          throw new IOException(
              "column '%s' is of a type (%d) newer than flybrain"
                  .formatted(field.name(), field.typeType()));
    };
  }
}
