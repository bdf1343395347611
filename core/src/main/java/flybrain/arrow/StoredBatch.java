package flybrain.arrow;

import flybrain.files.StoredBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;

/// Some rows of a file, or the values of a dictionary: which buffers there are; each is read when
/// it is asked for.
///
/// A message in the file is a mark of four bytes (-1; none before Arrow 0.15), the length of its
/// metadata (int32), the metadata (a FlatBuffer that lists lengths of columns and places of
/// buffers), and the body with the buffers.
///
/// @param rows how many
/// @param body where the buffers begin in the file
/// @param bodyLength bytes of all buffers
record StoredBatch(StoredBytes file, RecordBatch header, int rows, long body, long bodyLength) {
  /// Before the length of a message, since Arrow 0.15.
  private static final int CONTINUATION = -1;

  /// More than a batch of a million columns needs.
  private static final int LONGEST_MESSAGE = 1 << 26;

  /// The message that a block of the footer points to.
  ///
  /// @throws IOException if it is damaged
  static Message message(StoredBytes file, Block block) throws IOException {
    if (block.metaDataLength() > LONGEST_MESSAGE) {
      throw new IOException("a message of %d bytes".formatted(block.metaDataLength()));
    }
    ByteBuffer bytes =
        file.readRange(block.offset(), block.metaDataLength()).order(ByteOrder.LITTLE_ENDIAN);
    int length = bytes.getInt();
    if (length == CONTINUATION) {
      length = bytes.getInt();
    }
    if (length < 0 || length > bytes.remaining()) {
      throw new IOException("a message of %d bytes in %d".formatted(length, bytes.remaining()));
    }
    return Message.getRootAsMessage(
        bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN));
  }

  /// @param header of a message that a block points to
  /// @throws IOException if the rows are not some that can be
  static StoredBatch of(StoredBytes file, Block block, RecordBatch header) throws IOException {
    if (header.length() < 0 || header.length() > Integer.MAX_VALUE - 8) {
      throw new IOException(
          "%d rows in one batch; at most 2^31 - 9 are read".formatted(header.length()));
    }
    return new StoredBatch(
        file,
        header,
        (int) header.length(),
        Math.addExact(block.offset(), (long) block.metaDataLength()),
        block.bodyLength());
  }

  /// Holds the parts against what the columns need.
  ///
  /// @throws IOException if some are missing, or there are more
  void check(int nodes, int buffers, int views) throws IOException {
    long all = buffers;
    for (int k = 0; k < views; k++) {
      all += further(k);
    }
    if (header.nodesLength() != nodes || header.buffersLength() != all) {
      throw new IOException(
          "%d columns in %d buffers where %d in %d are expected"
              .formatted(header.nodesLength(), header.buffersLength(), nodes, all));
    }
  }

  /// How many further buffers a column of views has, by its place among such columns.
  int further(int view) throws IOException {
    if (view >= header.variadicBufferCountsLength()) {
      throw new IOException("no number of buffers for text");
    }
    long count = header.variadicBufferCounts(view);
    if (count < 0 || count > header.buffersLength()) {
      throw new IOException("%d buffers of text".formatted(count));
    }
    return (int) count;
  }

  /// Whether the column at a node has no value in some rows.
  boolean hasMissing(int node) throws IOException {
    FieldNode stored = header.nodes(node);
    if (stored.length() != rows) {
      throw new IOException("%d values for %d rows".formatted(stored.length(), rows));
    }
    return stored.nullCount() != 0;
  }

  /// The content of a buffer.
  ///
  /// @throws IOException if it is outside of the batch, or damaged
  byte[] buffer(int index) throws IOException {
    Buffer at = header.buffers(index);
    boolean inside =
        at.offset() >= 0
            && at.length() >= 0
            && at.length() <= Integer.MAX_VALUE - 8
            && at.offset() <= bodyLength - at.length();
    if (!inside) {
      throw new IOException(
          "a buffer of %d bytes at byte %d of %d".formatted(at.length(), at.offset(), bodyLength));
    }
    ByteBuffer bytes =
        file.readRange(Math.addExact(body, at.offset()), (int) at.length())
            .order(ByteOrder.LITTLE_ENDIAN);
    BodyCompression compression = header.compression();
    return compression == null
        ? BodyBuffer.rest(bytes)
        : BodyBuffer.decode(bytes, compression.codec());
  }
}
