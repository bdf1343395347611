package flybrain.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.HardwoodContext;
import dev.hardwood.internal.compression.Decompressor;
import dev.hardwood.internal.reader.HardwoodContextImpl;
import dev.hardwood.metadata.CompressionCodec;
import flybrain.parquet.CheckedCodecs.CheckedSnappy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

class CheckedCodecsTest {
  private static final Decompressor NEVER_CALLED =
      new Decompressor() {
        @Override
        public byte[] decompress(ByteBuffer page, int room) {
          throw new AssertionError("Snappy must not see this page");
        }

        @Override
        public String getName() {
          return "SNAPPY";
        }
      };

  @ParameterizedTest
  @ValueSource(ints = {0, 299, 301, 1 << 20})
  void lengthsThatDisagree_areRefusedBeforeSnappyRuns(int room) throws IOException {
    ByteBuffer page = ByteBuffer.wrap(Snappy.compress(new byte[300]));
    assertThatThrownBy(() -> new CheckedSnappy(NEVER_CALLED).decompress(page, room))
        .isInstanceOf(IOException.class)
        .hasMessage("a Snappy page of 300 bytes where its header says " + room);
  }

  @Test
  void lengthWithoutEnd_isRefused() {
    for (byte[] bytes : new byte[][] {{}, {-1}, {-1, -1, -1, -1, -1, -1, -1}}) {
      assertThatThrownBy(
              () -> new CheckedSnappy(NEVER_CALLED).decompress(ByteBuffer.wrap(bytes), 9))
          .isInstanceOf(IOException.class)
          .hasMessage("a Snappy page without its length");
    }
  }

  @Test
  void contextOfHardwood_usesTheCheck() throws IOException {
    try (HardwoodContext context = CheckedCodecs.context()) {
      Decompressor snappy =
          ((HardwoodContextImpl) context)
              .decompressorFactory()
              .getDecompressor(CompressionCodec.SNAPPY);
      ByteBuffer page = ByteBuffer.wrap(Snappy.compress(new byte[300]));
      assertThat(Arrays.copyOf(snappy.decompress(page, 300), 300)).isEqualTo(new byte[300]);
      assertThatThrownBy(() -> snappy.decompress(page.rewind(), 301))
          .isInstanceOf(IOException.class);
    }
  }
}
