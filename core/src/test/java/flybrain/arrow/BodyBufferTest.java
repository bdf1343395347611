package flybrain.arrow;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.apache.arrow.flatbuf.CompressionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyBufferTest {
  private static final byte[] CONTENT = "flywire ".repeat(1000).getBytes(US_ASCII);

  private static byte[] packed(byte codec) throws IOException {
    return codec == CompressionType.ZSTD ? Zstd.compress(CONTENT) : lz4(CONTENT);
  }

  private static byte[] lz4(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (LZ4FrameOutputStream out = new LZ4FrameOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] decode(long length, byte[] frame, byte codec) throws IOException {
    ByteBuffer stored =
        ByteBuffer.allocate(Long.BYTES + frame.length).order(ByteOrder.LITTLE_ENDIAN);
    stored.putLong(length).put(frame).flip();
    return BodyBuffer.decode(stored, codec);
  }

  @ParameterizedTest
  @ValueSource(bytes = {CompressionType.LZ4_FRAME, CompressionType.ZSTD})
  void compressedContent_isDecoded(byte codec) throws IOException {
    assertThat(decode(CONTENT.length, packed(codec), codec)).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(bytes = {CompressionType.LZ4_FRAME, CompressionType.ZSTD})
  void contentThatWouldNotGetShorter_isStoredAsItIs(byte codec) throws IOException {
    assertThat(decode(-1, CONTENT, codec)).isEqualTo(CONTENT);
    assertThat(decode(-1, new byte[0], codec)).isEmpty();
  }

  @Test
  void emptyBuffer_hasNoLength() throws IOException {
    assertThat(BodyBuffer.decode(ByteBuffer.allocate(0), CompressionType.ZSTD)).isEmpty();
  }

  /// A damaged length takes no memory.
  @ParameterizedTest
  @ValueSource(longs = {-2, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE - 7L})
  void lengthThatNoBufferHas_isRefused(long length) {
    assertThatThrownBy(() -> decode(length, packed(CompressionType.ZSTD), CompressionType.ZSTD))
        .isInstanceOf(IOException.class)
        .hasMessage("a buffer of %d bytes; at most 2^31 - 9 are read", length);
  }

  @Test
  void moreThanTheBytesCanEncode_takesNoMemory() throws IOException {
    byte[] lz4 = packed(CompressionType.LZ4_FRAME);
    assertThatThrownBy(() -> decode(Integer.MAX_VALUE - 8L, lz4, CompressionType.LZ4_FRAME))
        .isInstanceOf(IOException.class)
        .hasMessage("%d bytes cannot encode %d", lz4.length, Integer.MAX_VALUE - 8);
    assertThatThrownBy(() -> decode(lz4.length * 256L, lz4, CompressionType.LZ4_FRAME))
        .as("as much as they could")
        .hasMessage("%d bytes where %d are promised", CONTENT.length, lz4.length * 256);
  }

  /// Above 64 MB, Zstandard is decoded as its bytes come.
  @ParameterizedTest
  @ValueSource(ints = {7999, 8001, 1 << 26, (1 << 26) + 1})
  void promisedLengthThatIsNotKept_isDamage(int length) throws IOException {
    byte[] zstd = packed(CompressionType.ZSTD);
    assertThatThrownBy(() -> decode(length, zstd, CompressionType.ZSTD))
        .isInstanceOf(IOException.class);
  }

  /// More bytes than 2^31 over the ratio that LZ4 can have.
  @Test
  void largeBuffer_isDecoded() throws IOException {
    byte[] noise = new byte[9_000_000];
    new SplittableRandom(1).nextBytes(noise);
    assertThat(decode(noise.length, lz4(noise), CompressionType.LZ4_FRAME)).isEqualTo(noise);
  }

  @Test
  void otherBytes_areDamage() {
    byte[] noise = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    assertThatThrownBy(() -> decode(100, noise, CompressionType.ZSTD))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> decode(100, noise, CompressionType.LZ4_FRAME))
        .isInstanceOf(IOException.class)
        .hasMessage("no frame of LZ4");
    assertThatThrownBy(() -> decode(100, noise, (byte) 9))
        .isInstanceOf(IOException.class)
        .hasMessage("an unknown compression, number 9");
  }
}
