package flybrain.parquet;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.Zstd;
import dev.hardwood.internal.compression.Decompressor;
import dev.hardwood.internal.compression.DecompressorFactory;
import dev.hardwood.metadata.CompressionCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import net.jpountz.lz4.LZ4Factory;
import org.xerial.snappy.Snappy;

/// The codecs of pages. Whatever a page holds, none writes more bytes than the page's header says,
/// none reads behind the page, and none takes memory for bytes that the page cannot hold.
///
/// Hardwood's own let native Snappy write as many bytes as the page reports, and keep the memory of
/// the largest page.
final class PageCodecs extends DecompressorFactory {
  /// Bytes that a compressed byte can encode, rounded up: a Snappy copy of 64 takes three.
  private static final int SNAPPY_RATIO = 22;

  private static final int LZ4_RATIO = 256;

  /// Larger pages get memory as their bytes come.
  private static final int TRUSTED_SIZE = 1 << 26;

  /// Sizes, uncompressed and compressed, before each block of LZ4 as Hadoop has it.
  private static final int HADOOP_HEADER = 2 * Integer.BYTES;

  PageCodecs() {
    super(null);
  }

  @Override
  public Decompressor getDecompressor(CompressionCodec codec) {
    return switch (codec) {
      case UNCOMPRESSED -> new Codec(codec, PageCodecs::copy);
      case SNAPPY -> new Codec(codec, PageCodecs::snappy);
      case ZSTD -> new Codec(codec, PageCodecs::zstd);
      case GZIP -> new Codec(codec, PageCodecs::gzip);
      case BROTLI -> new Codec(codec, PageCodecs::brotli);
      case LZ4_RAW -> new Codec(codec, PageCodecs::lz4);
      case LZ4 -> new Codec(codec, PageCodecs::lz4OfHadoop);
      case LZO -> throw new UnsupportedOperationException("LZO is not supported");
    };
  }

  private interface Decoder {
    /// @param size what the bytes must come to
    byte[] decode(byte[] page, int size) throws IOException;
  }

  private record Codec(CompressionCodec codec, Decoder decoder) implements Decompressor {
    @Override
    public byte[] decompress(ByteBuffer page, int size) throws IOException {
      byte[] bytes = new byte[page.remaining()];
      page.get(bytes);
      return decoder.decode(bytes, size);
    }

    @Override
    public String getName() {
      return codec.name();
    }
  }

  private static byte[] copy(byte[] page, int size) throws IOException {
    check(page.length, size);
    return page;
  }

  private static byte[] snappy(byte[] page, int size) throws IOException {
    check(Snappy.uncompressedLength(page, 0, page.length), size);
    byte[] bytes = room(page, size, SNAPPY_RATIO);
    check(Snappy.uncompress(page, 0, page.length, bytes, 0), size);
    return bytes;
  }

  private static byte[] zstd(byte[] page, int size) throws IOException {
    long length = Zstd.getFrameContentSize(page, 0, page.length);
    if (length > 0) {
      check(length, size);
    }
    byte[] bytes = new byte[size];
    long count = Zstd.decompressByteArray(bytes, 0, size, page, 0, page.length);
    if (Zstd.isError(count)) {
      throw new IOException(Zstd.getErrorName(count));
    }
    check(count, size);
    return bytes;
  }

  private static byte[] gzip(byte[] page, int size) throws IOException {
    return read(new GZIPInputStream(new ByteArrayInputStream(page)), size);
  }

  private static byte[] brotli(byte[] page, int size) throws IOException {
    Brotli4jLoader.ensureAvailability();
    return read(new BrotliInputStream(new ByteArrayInputStream(page)), size);
  }

  private static byte[] lz4(byte[] page, int size) throws IOException {
    byte[] bytes = room(page, size, LZ4_RATIO);
    check(lz4(page, 0, page.length, bytes, 0, size), size);
    return bytes;
  }

  /// Blocks with their sizes before them, or, of older Arrow, a block alone.
  private static byte[] lz4OfHadoop(byte[] page, int size) throws IOException {
    byte[] bytes = room(page, size, LZ4_RATIO);
    ByteBuffer blocks = ByteBuffer.wrap(page);
    int done = 0;
    while (blocks.remaining() >= HADOOP_HEADER) {
      int length = blocks.getInt();
      int stored = blocks.getInt();
      boolean fits = length >= 0 && length <= size - done;
      if (!fits || stored < 0 || stored > blocks.remaining()) {
        return lz4(page, size);
      }
      check(lz4(page, blocks.position(), stored, bytes, done, length), length);
      blocks.position(blocks.position() + stored);
      done += length;
    }
    check(done, size);
    return bytes;
  }

  private static int lz4(byte[] page, int from, int count, byte[] to, int at, int size) {
    return LZ4Factory.safeInstance().safeDecompressor().decompress(page, from, count, to, at, size);
  }

  private static byte[] room(byte[] page, int size, int ratio) throws IOException {
    if (size > (long) page.length * ratio) {
      throw new IOException("%d bytes cannot encode %d".formatted(page.length, size));
    }
    return new byte[size];
  }

  private static byte[] read(InputStream decoded, int size) throws IOException {
    try (decoded) {
      byte[] bytes = size <= TRUSTED_SIZE ? new byte[size] : decoded.readNBytes(size);
      check(size <= TRUSTED_SIZE ? decoded.readNBytes(bytes, 0, size) : bytes.length, size);
      if (decoded.read() >= 0) {
        throw new IOException("more than the %d bytes that its header says".formatted(size));
      }
      return bytes;
    }
  }

  private static void check(long length, int size) throws IOException {
    if (length != size) {
      throw new IOException("%d bytes where its header says %d".formatted(length, size));
    }
  }
}
