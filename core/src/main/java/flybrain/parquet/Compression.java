package flybrain.parquet;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/// How the pages of a file are compressed.
///
/// The codecs of parquet-hadoop need Hadoop classes, which are not here; these call the codecs' own
/// libraries, which any thread may do.
public enum Compression implements BytesInputCompressor {
  /// Read by every program; what connectivity files and tables use.
  SNAPPY(CompressionCodecName.SNAPPY) {
    @Override
    byte[] compress(byte[] page) throws IOException {
      return Snappy.compress(page);
    }
  },

  /// Read by nearly every program.
  ZSTD(CompressionCodecName.ZSTD) {
    @Override
    byte[] compress(byte[] page) {
      return Zstd.compress(page);
    }
  },

  /// Not read by every program; what spike files use, as in the reference suite.
  BROTLI(CompressionCodecName.BROTLI) {
    @Override
    byte[] compress(byte[] page) throws IOException {
      Brotli4jLoader.ensureAvailability();
      return Encoder.compress(page, Encoder.Parameters.create(BROTLI_QUALITY));
    }
  };

  /// Of 0 .. 11. On spikes, 5 takes twice the time of 2 for files 7 % smaller.
  private static final int BROTLI_QUALITY = 2;

  private final CompressionCodecName codec;

  Compression(CompressionCodecName codec) {
    this.codec = codec;
  }

  abstract byte[] compress(byte[] page) throws IOException;

  @Override
  public BytesInput compress(BytesInput page) throws IOException {
    return BytesInput.from(compress(bytes(page)));
  }

  static byte[] bytes(BytesInput page) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(page.size()));
    page.writeAllTo(bytes);
    return bytes.toByteArray();
  }

  @Override
  public CompressionCodecName getCodecName() {
    return codec;
  }

  @Override
  public void release() {}
}
