package flybrain.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sums are those of the `sha1sum` and `sha256sum` of GNU coreutils.
class ChecksumTest {
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder;

  @Test
  void parts_areOneSum() throws IOException {
    Path file = Files.writeString(folder.resolve("bc"), "bc");
    String sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertThat(Checksum.sha256().add(ABC).hex()).isEqualTo(sum);
    assertThat(Checksum.sha256().add(new byte[] {'a'}).add(file, _ -> {}).hex()).isEqualTo(sum);
    assertThat(Checksum.sha256().add(ByteBuffer.wrap(ABC)).hex()).isEqualTo(sum);
    assertThat(Checksum.sha1().add(ABC).hex())
        .isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
  }

  @Test
  void largeFile_isReadToItsEnd() throws IOException {
    Path file = Files.write(folder.resolve("zeros"), new byte[1_000_000]);
    AtomicLong read = new AtomicLong();
    assertThat(Checksum.sha256().add(file, read::addAndGet).hex())
        .isEqualTo("d29751f2649b32ff572b5e0a9f541ea660a50f94ff0beedfb0b692b924cc8025");
    assertThat(read).hasValue(1_000_000);
  }
}
