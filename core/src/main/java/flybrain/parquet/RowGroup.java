package flybrain.parquet;

import static flybrain.parquet.RowGroupFile.PAGE_ROWS;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/// Consecutive rows of a table, encoded and compressed but not yet in a file; made on any thread.
///
/// A column whose values repeat is a dictionary of them and an index into it for each row. Columns
/// with the same indices, such as a time in s and in ms, share them: these are encoded and
/// compressed once. A column whose values hardly repeat is just its values.
///
/// In the file such a column is a page with the distinct values (encoding `PLAIN`), then pages with
/// a byte for the width in bits of an index and the indices in Parquet's hybrid of run-length
/// encoding and bit packing ("Encodings" of parquet-format, `RLE_DICTIONARY`). Columns are required
/// and flat, so pages have no levels before their values.
public final class RowGroup {
  /// First and largest step by which the buffers of parquet's encoders grow, in bytes.
  private static final int SMALLEST_BUFFER = 1 << 12;

  private static final int LARGEST_BUFFER = 1 << 20;

  /// The name that all readers know; newer files say `RLE_DICTIONARY` of the same bytes.
  @SuppressWarnings("deprecation")
  private static final Encoding DICTIONARY = Encoding.PLAIN_DICTIONARY;

  private final List<ColumnDescriptor> columns;
  private final int rows;
  private final Compression compression;

  /// The columns added so far, in the order of the file.
  private final List<EncodedColumn> encoded = new ArrayList<>();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /// Where something compressed is among the bytes, and how many bytes it had before.
  private record Part(int offset, int size, int plainSize) {}

  /// @param dictionary null for a column without
  private record EncodedColumn(
      ColumnDescriptor descriptor,
      int distinct,
      @Nullable Part dictionary,
      List<EncodedPage> pages) {}

  /// @param content indices into the dictionary, or the values
  private record EncodedPage(Part content, int rows, Statistics<?> statistics) {}

  /// Rows that are yet to be added, column by column in the order of the file.
  ///
  /// @param columns of the file
  /// @param rows number of rows
  public RowGroup(List<Column> columns, int rows, Compression compression) {
    this.columns = RowGroupFile.schema(columns).getColumns();
    this.rows = rows;
    this.compression = compression;
  }

  /// Adds the next columns, which have the same indices.
  ///
  /// @param indices of each row, into the distinct ones, which are numbered as they appear; not
  ///   kept, and only as many as there are rows count
  /// @param distinct these columns of each distinct row; the dictionary of the row group
  public void add(int[] indices, ColumnBatch distinct) throws IOException {
    int added = distinct.columns().size();
    for (int i = 0; i < added; i++) {
      encoded.add(
          new EncodedColumn(
              columns.get(encoded.size()),
              distinct.rows(),
              dictionary(distinct, i),
              new ArrayList<>()));
    }
    List<EncodedColumn> last = encoded.subList(encoded.size() - added, encoded.size());
    int highest = 0;
    for (int from = 0; from < rows; from += PAGE_ROWS) {
      int to = Math.min(rows, from + PAGE_ROWS);
      boolean[] used = used(indices, from, to, distinct.rows());
      highest = Math.max(highest, last(used));
      Part packed = packed(indices, from, to, highest);
      for (int i = 0; i < added; i++) {
        EncodedColumn column = last.get(i);
        Statistics<?> statistics = PageStatistics.of(column.descriptor, distinct, i, used);
        column.pages.add(new EncodedPage(packed, to - from, statistics));
      }
    }
  }

  /// The distinct ones that some of the rows have.
  private static boolean[] used(int[] indices, int from, int to, int distinct) {
    boolean[] used = new boolean[distinct];
    for (int row = from; row < to; row++) {
      used[indices[row]] = true;
    }
    return used;
  }

  private static int last(boolean[] used) {
    int last = used.length - 1;
    while (last > 0 && !used[last]) {
      last--;
    }
    return last;
  }

  /// Adds the next column, of doubles that hardly repeat.
  ///
  /// @param values one for each row; what follows does not count
  public void addPlain(double[] values) throws IOException {
    ColumnDescriptor descriptor = columns.get(encoded.size());
    List<EncodedPage> pages = new ArrayList<>();
    for (int from = 0; from < rows; from += PAGE_ROWS) {
      int to = Math.min(rows, from + PAGE_ROWS);
      Statistics<?> statistics = PageStatistics.of(descriptor, values, from, to);
      pages.add(new EncodedPage(compressed(plain(values, from, to)), to - from, statistics));
    }
    encoded.add(new EncodedColumn(descriptor, 0, null, pages));
  }

  int rows() {
    return rows;
  }

  /// Everything compressed. It is held apart from the rest, which is small.
  byte[] takeBytes() {
    byte[] taken = bytes.toByteArray();
    bytes.reset();
    return taken;
  }

  /// Writes the rows as the next row group of a file.
  ///
  /// @param taken with [#takeBytes]
  void writeTo(ParquetFileWriter file, byte[] taken) throws IOException {
    file.startBlock(rows);
    for (EncodedColumn column : encoded) {
      file.startColumn(column.descriptor, rows, compression.getCodecName());
      Part dictionary = column.dictionary;
      if (dictionary != null) {
        file.writeDictionaryPage(
            new DictionaryPage(
                input(taken, dictionary), dictionary.plainSize, column.distinct, DICTIONARY));
      }
      for (EncodedPage page : column.pages) {
        file.writeDataPage(
            page.rows,
            page.content.plainSize,
            input(taken, page.content),
            page.statistics,
            page.rows,
            Encoding.RLE,
            Encoding.RLE,
            dictionary == null ? Encoding.PLAIN : DICTIONARY);
      }
      file.endColumn();
    }
    file.endBlock();
  }

  private static BytesInput input(byte[] bytes, Part part) {
    return BytesInput.from(bytes, part.offset, part.size);
  }

  private Part compressed(byte[] plain) throws IOException {
    byte[] small = compression.compress(plain);
    int offset = bytes.size();
    bytes.writeBytes(small);
    return new Part(offset, small.length, plain.length);
  }

  private Part dictionary(ColumnBatch distinct, int column) throws IOException {
    return compressed(
        switch (distinct.columns().get(column).type()) {
          case INT64 -> plain(distinct.longs(column), distinct.rows());
          case DOUBLE -> plain(distinct.doubles(column), 0, distinct.rows());
          case STRING -> plain(distinct.strings(column), distinct.rows());
        });
  }

  private static byte[] plain(long[] values, int count) {
    byte[] plain = new byte[count * Long.BYTES];
    ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values, 0, count);
    return plain;
  }

  private static byte[] plain(double[] values, int from, int to) {
    byte[] plain = new byte[(to - from) * Double.BYTES];
    ByteBuffer.wrap(plain)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asDoubleBuffer()
        .put(values, from, to - from);
    return plain;
  }

  private static byte[] plain(String[] values, int count) throws IOException {
    try (PlainValuesWriter plain =
        new PlainValuesWriter(SMALLEST_BUFFER, LARGEST_BUFFER, new HeapByteBufferAllocator())) {
      for (int i = 0; i < count; i++) {
        plain.writeBytes(Binary.fromString(values[i]));
      }
      return Compression.bytes(plain.getBytes());
    }
  }

  /// Indices in as few bits as the highest so far takes.
  private Part packed(int[] indices, int from, int to, int highest) throws IOException {
    int width = BytesUtils.getWidthFromMaxInt(highest);
    try (RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            width, SMALLEST_BUFFER, LARGEST_BUFFER, new HeapByteBufferAllocator())) {
      for (int row = from; row < to; row++) {
        encoder.writeInt(indices[row]);
      }
      return compressed(
          Compression.bytes(
              BytesInput.concat(BytesInput.from(new byte[] {(byte) width}), encoder.toBytes())));
    }
  }
}
