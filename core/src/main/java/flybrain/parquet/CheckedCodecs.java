package flybrain.parquet;

import dev.hardwood.HardwoodContext;
import dev.hardwood.internal.compression.Decompressor;
import dev.hardwood.internal.compression.DecompressorFactory;
import dev.hardwood.internal.reader.HardwoodContextImpl;
import dev.hardwood.metadata.CompressionCodec;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;

/// Hardwood's codecs, where none writes over memory that is not its own, whatever a page holds.
///
/// Native Snappy writes as many bytes as the page itself says, not as many as there is room for;
/// the others are told their room.
final class CheckedCodecs extends DecompressorFactory {
  private CheckedCodecs() {
    super(null);
  }

  /// A context of Hardwood that decompresses with these; to be closed.
  static HardwoodContext context() {
    HardwoodContextImpl context = HardwoodContextImpl.create();
    try {
      // Hardwood 1.0.1 has no way to bring codecs of one's own.
      Field codecs = HardwoodContextImpl.class.getDeclaredField("decompressorFactory");
      codecs.setAccessible(true);
      codecs.set(context, new CheckedCodecs());
      return context;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of Hardwood keeps its codecs elsewhere", e);
    }
  }

  @Override
  public Decompressor getDecompressor(CompressionCodec codec) {
    Decompressor decompressor = super.getDecompressor(codec);
    return codec == CompressionCodec.SNAPPY ? new CheckedSnappy(decompressor) : decompressor;
  }

  /// Snappy whose own length, which stands before its data, must be that of the page's header.
  record CheckedSnappy(Decompressor snappy) implements Decompressor {
    @Override
    public byte[] decompress(ByteBuffer page, int room) throws IOException {
      long length = length(page.duplicate());
      if (length != room) {
        throw new IOException(
            "a Snappy page of %d bytes where its header says %d".formatted(length, room));
      }
      return snappy.decompress(page, room);
    }

    @Override
    public String getName() {
      return snappy.getName();
    }

    /// Seven bits a byte, lowest first; the last byte has no high bit.
    private static long length(ByteBuffer page) throws EOFException {
      long length = 0;
      for (int shift = 0; shift < Integer.SIZE && page.hasRemaining(); shift += 7) {
        byte bits = page.get();
        length |= (long) (bits & 0x7f) << shift;
        if (bits >= 0) {
          return length;
        }
      }
      throw new EOFException("a Snappy page without its length");
    }
  }
}
