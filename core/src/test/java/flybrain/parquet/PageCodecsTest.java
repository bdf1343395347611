package flybrain.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import dev.hardwood.metadata.CompressionCodec;
import flybrain.Property;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Factory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.xerial.snappy.Snappy;

class PageCodecsTest {
  private static final PageCodecs CODECS = new PageCodecs();

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LZO")
  void page_isDecompressed(CompressionCodec codec) throws IOException {
    byte[] values = values(new SplittableRandom(1), 3000);
    assertThat(decompress(codec, compress(codec, values), 3000)).isEqualTo(values);
  }

  /// Native Snappy writes what the page says, not what there is room for.
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LZO")
  void lengthsThatDisagree_areRefused(CompressionCodec codec) throws IOException {
    byte[] page = compress(codec, values(new SplittableRandom(1), 3000));
    for (int size : new int[] {3001, 4000}) {
      assertThatThrownBy(() -> decompress(codec, page, size)).as(codec + " " + size).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LZO")
  void sizeThatThePageCannotHave_takesNoMemory(CompressionCodec codec) throws IOException {
    byte[] page = compress(codec, values(new SplittableRandom(1), 3000));
    assertThatThrownBy(() -> decompress(codec, page, Integer.MAX_VALUE - 8))
        .isNotInstanceOf(OutOfMemoryError.class);
  }

  /// Arrow before 0.17 wrote blocks without Hadoop's sizes.
  @ParameterizedTest
  @EnumSource(names = "LZ4")
  void lz4WithoutSizes_isDecompressed(CompressionCodec codec) throws IOException {
    byte[] values = values(new SplittableRandom(2), 500);
    assertThat(decompress(codec, compress(CompressionCodec.LZ4_RAW, values), 500))
        .isEqualTo(values);
  }

  @Property(tries = 2000)
  void damagedPage_hasItsSizeOrIsRefused(RandomGenerator random) throws IOException {
    CompressionCodec[] all = CompressionCodec.values();
    CompressionCodec codec = all[random.nextInt(all.length)];
    if (codec == CompressionCodec.LZO) {
      return;
    }
    byte[] page = compress(codec, values(random, 2000));
    // The first bytes of Snappy are its length, without which nothing else is looked at.
    int from = codec == CompressionCodec.SNAPPY ? 2 : 0;
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      page[from + random.nextInt(page.length - from)] = (byte) random.nextInt(256);
    }
    byte[] values;
    try {
      values = decompress(codec, page, 2000);
    } catch (IOException | RuntimeException e) {
      return;
    }
    assertThat(values).hasSize(2000);
  }

  private static byte[] decompress(CompressionCodec codec, byte[] page, int size)
      throws IOException {
    // A page is somewhere inside the bytes read.
    ByteBuffer read = ByteBuffer.allocate(page.length + 7).put(new byte[7]).put(page);
    return CODECS.getDecompressor(codec).decompress(read.slice(7, page.length), size);
  }

  private static byte[] compress(CompressionCodec codec, byte[] values) throws IOException {
    return switch (codec) {
      case UNCOMPRESSED -> values.clone();
      case SNAPPY -> Snappy.compress(values);
      case ZSTD -> Zstd.compress(values);
      case GZIP -> {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
          gzip.write(values);
        }
        yield bytes.toByteArray();
      }
      case BROTLI -> {
        Brotli4jLoader.ensureAvailability();
        yield Encoder.compress(values);
      }
      case LZ4_RAW -> LZ4Factory.safeInstance().fastCompressor().compress(values);
      case LZ4 -> {
        byte[] block = compress(CompressionCodec.LZ4_RAW, values);
        yield ByteBuffer.allocate(block.length + 8)
            .putInt(values.length)
            .putInt(block.length)
            .put(block)
            .array();
      }
      case LZO -> throw new IllegalArgumentException("nothing here writes LZO");
    };
  }

  /// Some runs and some noise.
  private static byte[] values(RandomGenerator random, int size) {
    byte[] values = new byte[size];
    random.nextBytes(values);
    Arrays.fill(values, size / 4, size / 2, (byte) 7);
    return values;
  }
}
