package flybrain.arrow;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The values of one column in one batch, as they are stored. A value that is missing may be
/// anything.
///
/// The buffers of a column: a bitmap with a 1 for each value that is there (lowest bit first; none
/// where all are), then the numbers, or for text the offsets where values begin and end and the
/// text, or views of 16 bytes and any number of buffers of text. All are little-endian.
final class ArrowValues {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Length of a view: of the text, then the text itself or its first bytes, buffer and offset.
  private static final int VIEW = 16;

  private static final int LONGEST_IN_PLACE = 12;

  private final ArrowType type;
  private final int rows;

  /// A bit for each row, 1 for a value that is there; empty where all are.
  private final byte[] validity;

  /// Numbers, ends of text or views, by row.
  private final MemorySegment data;

  /// Buffers of text, one of them or as many as views have.
  private final byte[][] texts;

  /// The text that was last asked for, in UTF-8.
  private byte[] last = {};

  private String lastText = "";

  private ArrowValues(
      ArrowType type, int rows, byte[] validity, MemorySegment data, byte[][] texts) {
    this.type = type;
    this.rows = rows;
    this.validity = validity;
    this.data = data;
    this.texts = texts;
  }

  /// Reads the values that a batch stores of a column: its indices if it has a dictionary.
  ///
  /// @throws IOException if they are damaged
  static ArrowValues read(StoredBatch batch, ArrowColumn column) throws IOException {
    ArrowType type = column.stored();
    int first = column.buffer();
    for (int k = 0; k < column.views(); k++) {
      first += batch.further(k);
    }
    int rows = batch.rows();
    boolean hasMissing = rows > 0 && batch.hasMissing(column.node());
    byte[] validity = hasMissing ? batch.buffer(first) : new byte[0];
    byte[] data = batch.buffer(first + 1);
    int buffers =
        switch (type) {
          case ArrowType.Text _ -> 1;
          case ArrowType.TextView _ -> batch.further(column.views());
          default -> 0;
        };
    byte[][] texts = new byte[buffers][];
    for (int k = 0; k < buffers; k++) {
      texts[k] = batch.buffer(first + 2 + k);
    }
    check("missing values", hasMissing ? bitmap(rows) : 0, validity);
    check("values", rows == 0 ? 0 : size(type, rows), data);
    return new ArrowValues(type, rows, validity, MemorySegment.ofArray(data), texts);
  }

  int rows() {
    return rows;
  }

  boolean missing(int row) {
    return validity.length > 0 && ((validity[row >> 3] >> (row & 7)) & 1) == 0;
  }

  /// A whole number; the bits of one of 64 bits without sign.
  long whole(int row) {
    ArrowType.Whole whole = (ArrowType.Whole) type;
    long value =
        switch (whole.bytes()) {
          case Byte.BYTES -> data.get(ValueLayout.JAVA_BYTE, row);
          case Short.BYTES -> data.get(SHORT, 2L * row);
          case Integer.BYTES -> data.get(INT, 4L * row);
          default -> data.get(LONG, 8L * row);
        };
    boolean isWide = whole.signed() || whole.bytes() == Long.BYTES;
    return isWide ? value : value & ((1L << (8 * whole.bytes())) - 1);
  }

  double real(int row) {
    return switch (((ArrowType.Real) type).bytes()) {
      case 2 -> Float.float16ToFloat(data.get(SHORT, 2L * row));
      case Float.BYTES -> Float.intBitsToFloat(data.get(INT, 4L * row));
      default -> Double.longBitsToDouble(data.get(LONG, 8L * row));
    };
  }

  boolean truth(int row) {
    return ((data.get(ValueLayout.JAVA_BYTE, row >> 3) >> (row & 7)) & 1) != 0;
  }

  /// @throws IOException if the text is outside of its buffer
  String text(int row) throws IOException {
    if (type instanceof ArrowType.TextView) {
      return view(row);
    }
    boolean isShort = ((ArrowType.Text) type).bytes() == Integer.BYTES;
    long from = isShort ? data.get(INT, 4L * row) : data.get(LONG, 8L * row);
    long to = isShort ? data.get(INT, 4L * row + 4) : data.get(LONG, 8L * row + 8);
    return text(texts[0], from, to);
  }

  private String view(int row) throws IOException {
    long at = (long) VIEW * row;
    int length = data.get(INT, at);
    if (length >= 0 && length <= LONGEST_IN_PLACE) {
      byte[] bytes = data.asSlice(at + 4, length).toArray(ValueLayout.JAVA_BYTE);
      return text(bytes, 0, length);
    }
    int buffer = data.get(INT, at + 8);
    long from = data.get(INT, at + 12);
    if (buffer < 0 || buffer >= texts.length) {
      throw new IOException("text in buffer %d of %d".formatted(buffer, texts.length));
    }
    return text(texts[buffer], from, from + length);
  }

  /// Text equal to the one before it is not rebuilt: many columns repeat theirs.
  private String text(byte[] bytes, long from, long to) throws IOException {
    if (from < 0 || to < from || to > bytes.length) {
      throw new IOException(
          "text from byte %d to %d of %d bytes".formatted(from, to, bytes.length));
    }
    if (!Arrays.equals(bytes, (int) from, (int) to, last, 0, last.length)) {
      last = Arrays.copyOfRange(bytes, (int) from, (int) to);
      lastText = new String(last, StandardCharsets.UTF_8);
    }
    return lastText;
  }

  private static long size(ArrowType type, long rows) {
    return switch (type) {
      case ArrowType.Whole whole -> rows * whole.bytes();
      case ArrowType.Real real -> rows * real.bytes();
      case ArrowType.Truth _ -> bitmap(rows);
      case ArrowType.Text text -> (rows + 1) * text.bytes();
      case ArrowType.TextView _ -> rows * VIEW;
    };
  }

  private static long bitmap(long rows) {
    return (rows + 7) / 8;
  }

  private static void check(String what, long needed, byte[] bytes) throws IOException {
    if (bytes.length < needed) {
      throw new IOException(
          "%s of %d bytes where %d are needed".formatted(what, bytes.length, needed));
    }
  }
}
