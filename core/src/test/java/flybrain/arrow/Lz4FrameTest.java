package flybrain.arrow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Property;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG.Bits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames are written with lz4-java, whose blocks are independent, or byte by byte as the format
/// says. `ArrowReaderTest` reads files of Arrow, whose blocks depend on each other.
class Lz4FrameTest {
  private static byte[] frame(byte[] content, Bits... flags) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (LZ4FrameOutputStream out =
        Arrays.asList(flags).contains(Bits.CONTENT_SIZE)
            ? new LZ4FrameOutputStream(bytes, BLOCKSIZE.SIZE_64KB, content.length, flags)
            : new LZ4FrameOutputStream(bytes, BLOCKSIZE.SIZE_64KB, flags)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  /// A frame without checksums.
  private static byte[] frameOf(byte[]... blocks) {
    ByteBuffer frame = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(0x184D2204).put((byte) 0x40).put((byte) 0x40).put((byte) 0);
    for (byte[] block : blocks) {
      frame.putInt(block.length).put(block);
    }
    frame.putInt(0);
    return Arrays.copyOf(frame.array(), frame.position());
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int k = 0; k < values.length; k++) {
      bytes[k] = (byte) values[k];
    }
    return bytes;
  }

  private static byte[] decode(byte[] frame, int length) throws IOException {
    byte[] out = new byte[length];
    Lz4Frame.decode(ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN), out);
    return out;
  }

  /// Runs of one byte, repeated pieces and noise, up to more than two blocks.
  private static byte[] content(RandomGenerator random) {
    byte[] content = new byte[random.nextInt(150_000)];
    for (int at = 0; at < content.length; ) {
      int length = Math.min(content.length - at, random.nextInt(1, 3000));
      switch (random.nextInt(3)) {
        case 0 -> Arrays.fill(content, at, at + length, (byte) random.nextInt());
        case 1 -> System.arraycopy(content, Math.max(0, at - length), content, at, length);
        default -> {
          byte[] noise = new byte[length];
          random.nextBytes(noise);
          System.arraycopy(noise, 0, content, at, length);
        }
      }
      at += length;
    }
    return content;
  }

  @Property(tries = 40)
  void whatLz4Writes_isRead(RandomGenerator random) throws IOException {
    byte[] content = content(random);
    assertThat(decode(frame(content, Bits.BLOCK_INDEPENDENCE), content.length)).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONTENT_SIZE", "BLOCK_CHECKSUM", "CONTENT_CHECKSUM"})
  void whatTheHeaderAnnounces_isPassedOver(Bits flag) throws IOException {
    byte[] content = new byte[100_000];
    Arrays.fill(content, 40_000, 90_000, (byte) 7);
    assertThat(decode(frame(content, Bits.BLOCK_INDEPENDENCE, flag), content.length))
        .isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 14, 15, 16, 269, 270, 271, 65_535, 65_536, 65_537})
  void contentOfAnyLength_isRead(int length) throws IOException {
    byte[] content = new byte[length];
    new SplittableRandom(length).nextBytes(content);
    assertThat(decode(frame(content, Bits.BLOCK_INDEPENDENCE), length)).isEqualTo(content);
    byte[] zeros = new byte[length];
    assertThat(decode(frame(zeros, Bits.BLOCK_INDEPENDENCE), length)).isEqualTo(zeros);
  }

  /// Two literals, then four of them again from two before: they overlap what is being written.
  @Test
  void repeatedBytes_mayOverlapThemselves() throws IOException {
    byte[] block = bytes(0x20, 'a', 'b', 2, 0, 0x00);
    assertThat(decode(frameOf(block), 6)).asString().isEqualTo("ababab");
  }

  @Test
  void repeatedBytes_mayBeOfAnEarlierBlock() throws IOException {
    byte[] first = bytes(0x40, 'a', 'b', 'c', 'd');
    byte[] second = bytes(0x01, 4, 0, 0x10, 'e');
    assertThat(decode(frameOf(first, second), 10)).asString().isEqualTo("abcdabcdae");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | repeats 4 bytes from 3 bytes before",
        "3 | ",
        "0 | repeats 4 bytes from 3 bytes before"
      })
  void bytesFromBeforeTheStart_areDamage(int literals, String message) throws IOException {
    byte[] block = new byte[literals + 4];
    block[0] = (byte) (literals << 4);
    block[literals + 1] = 3;
    if (message == null) {
      assertThat(decode(frameOf(block), literals + 4)).hasSize(7);
    } else {
      assertThatThrownBy(() -> decode(frameOf(block), literals + 4))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void bytesFromNowhere_areDamage() {
    byte[] block = bytes(0x20, 'a', 'b', 0, 0, 0x00);
    assertThatThrownBy(() -> decode(frameOf(block), 6))
        .isInstanceOf(IOException.class)
        .hasMessage("LZ4 repeats 4 bytes from 0 bytes before");
  }

  @Test
  void contentOfAnotherLength_isDamage() throws IOException {
    byte[] frame = frame(new byte[100], Bits.BLOCK_INDEPENDENCE);
    assertThatThrownBy(() -> decode(frame, 101))
        .isInstanceOf(IOException.class)
        .hasMessage("100 bytes where 101 are promised");
    assertThatThrownBy(() -> decode(frame, 99)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> decode(frame, 0)).isInstanceOf(IOException.class);
  }

  @Test
  void otherFrames_areRefused() throws IOException {
    byte[] frame = frame(new byte[100], Bits.BLOCK_INDEPENDENCE);
    byte[] other = frame.clone();
    other[0]++;
    assertThatThrownBy(() -> decode(other, 100)).hasMessage("no frame of LZ4");
    for (int flag : new int[] {0x01, 0x80}) {
      byte[] flagged = frame.clone();
      flagged[4] ^= (byte) flag;
      assertThatThrownBy(() -> decode(flagged, 100))
          .isInstanceOf(IOException.class)
          .hasMessage("a frame of LZ4 of another version, or with a dictionary");
    }
  }

  @Property(tries = 30)
  void cutFrame_isDamage(RandomGenerator random) throws IOException {
    byte[] content = content(random);
    byte[] frame = frame(content, Bits.BLOCK_INDEPENDENCE);
    byte[] cut = Arrays.copyOf(frame, random.nextInt(frame.length));
    assertThatThrownBy(() -> decode(cut, content.length)).isInstanceOf(IOException.class);
  }

  @Test
  void frameCutAnywhere_isDamage() throws IOException {
    byte[] frame =
        frame("abcdabcdabcdabcdabcd-".repeat(3).getBytes(UTF_8), Bits.BLOCK_INDEPENDENCE);
    for (int length = 0; length < frame.length; length++) {
      byte[] cut = Arrays.copyOf(frame, length);
      assertThatThrownBy(() -> decode(cut, 63))
          .as("%d bytes", length)
          .isInstanceOf(IOException.class);
    }
  }

  /// No byte of a frame makes it write or read outside; it may give other bytes.
  @Property(tries = 60)
  void damagedFrame_isReadOrRefused(RandomGenerator random) throws IOException {
    byte[] content = content(random);
    byte[] frame = frame(content, Bits.BLOCK_INDEPENDENCE);
    for (int k = 0; k < 3; k++) {
      frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
    }
    try {
      assertThat(decode(frame, content.length)).hasSize(content.length);
    } catch (IOException e) {
      assertThat(e).hasMessageMatching(".*(LZ4|promised).*");
    }
  }
}
