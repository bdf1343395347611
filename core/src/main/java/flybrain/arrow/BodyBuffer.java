package flybrain.arrow;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.arrow.flatbuf.CompressionType;

/// The content of a buffer of a record batch, which may be compressed: its length (int64,
/// little-endian), then a frame of LZ4 or Zstandard; the length -1 marks bytes as they are.
///
/// Whatever the buffer holds, no memory is taken for bytes that it cannot encode.
final class BodyBuffer {
  /// Bytes that a byte of LZ4 can encode, rounded up.
  private static final int LZ4_RATIO = 256;

  /// Larger contents of Zstandard get memory as their bytes come.
  private static final int TRUSTED_SIZE = 1 << 26;

  /// Length of a content that did not become shorter, stored as it is.
  private static final long AS_IT_IS = -1;

  private BodyBuffer() {}

  /// @param stored little-endian: the length of the content in 64 bits, then the frame
  /// @param codec as in [CompressionType]
  /// @throws IOException if it is damaged
  static byte[] decode(ByteBuffer stored, byte codec) throws IOException {
    if (!stored.hasRemaining()) {
      return new byte[0];
    }
    long length = stored.getLong();
    if (length == AS_IT_IS) {
      return rest(stored);
    }
    if (length < 0 || length > Integer.MAX_VALUE - 8) {
      throw new IOException("a buffer of %d bytes; at most 2^31 - 9 are read".formatted(length));
    }
    return switch (codec) {
      case CompressionType.LZ4_FRAME -> lz4(stored, (int) length);
      case CompressionType.ZSTD -> zstd(rest(stored), (int) length);
      default -> throw new IOException("an unknown compression, number " + codec);
    };
  }

  /// All bytes from the position on.
  static byte[] rest(ByteBuffer stored) {
    byte[] bytes = new byte[stored.remaining()];
    stored.get(bytes);
    return bytes;
  }

  private static byte[] lz4(ByteBuffer frame, int length) throws IOException {
    if (length > (long) frame.remaining() * LZ4_RATIO) {
      throw new IOException("%d bytes cannot encode %d".formatted(frame.remaining(), length));
    }
    byte[] bytes = new byte[length];
    Lz4Frame.decode(frame, bytes);
    return bytes;
  }

  private static byte[] zstd(byte[] frame, int length) throws IOException {
    if (length > TRUSTED_SIZE) {
      return streamed(frame, length);
    }
    byte[] bytes = new byte[length];
    try {
      check(Zstd.decompressByteArray(bytes, 0, length, frame, 0, frame.length), length);
      return bytes;
    } catch (ZstdException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static byte[] streamed(byte[] frame, int length) throws IOException {
    try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(frame))) {
      byte[] bytes = in.readNBytes(length);
      check(bytes.length, length);
      return bytes;
    }
  }

  private static void check(long count, int length) throws IOException {
    if (count != length) {
      throw new IOException("%d bytes where %d are promised".formatted(count, length));
    }
  }
}
