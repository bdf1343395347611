package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedFileTest {
  private static final Connectome TOY =
      Connectome.of("toy", Fixtures.neurons(), Fixtures.connections());
  private static final InstantSource LATER = () -> InstantSource.system().instant().plusSeconds(60);

  @TempDir Path folder;
  private Path cached;
  private Path memory;

  @BeforeEach
  void write() throws IOException {
    cached = folder.resolve("key.connectome");
    memory = folder.resolve("key.connectome.checked");
    CacheFile.write(cached, TOY);
  }

  /// Only a file that is not read whole can hide that its last number is another one.
  @Test
  void checkedFile_isNotReadWholeAgain() throws IOException {
    CacheFile.read(cached, "toy", LATER);
    damage();
    Files.writeString(memory, FileStamp.of(cached).line() + "\n");
    assertThat(CacheFile.read(cached, "toy", LATER).fingerprint()).isEqualTo(TOY.fingerprint());
  }

  @Test
  void writeAfterTheCheck_isSeen() throws IOException {
    CacheFile.read(cached, "toy", LATER);
    assertThat(memory).hasContent(FileStamp.of(cached).line());
    FileTime modified = Files.getLastModifiedTime(cached);
    damage();
    Files.setLastModifiedTime(cached, modified);
    assertThatThrownBy(() -> CacheFile.read(cached, "toy", LATER))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void fileWrittenJustNow_isNotTrustedYet() throws IOException {
    CacheFile.read(cached, "toy", InstantSource.system());
    assertThat(memory).doesNotExist();
  }

  @Test
  void unwritableFolder_isCheckedEachTime() throws IOException {
    Files.createDirectories(memory.resolve("in the way"));
    assertThat(CacheFile.read(cached, "toy", LATER).fingerprint()).isEqualTo(TOY.fingerprint());
    damage();
    assertThatThrownBy(() -> CacheFile.read(cached, "toy", LATER)).hasMessageContaining("damaged");
  }

  @Test
  void cutFile_isSeenEvenWhereItCountsAsChecked() throws IOException {
    byte[] whole = Files.readAllBytes(cached);
    List<Integer> taken = new ArrayList<>();
    for (int length = 0; length < whole.length; length++) {
      Files.write(cached, Arrays.copyOf(whole, length));
      Files.writeString(memory, FileStamp.of(cached).line() + "\n");
      try {
        CacheFile.read(cached, "toy", LATER);
        taken.add(length);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("damaged");
      }
    }
    assertThat(taken).isEmpty();
  }

  @Test
  void stampSettles_whenTheClockOfTheFileSystemHasGoneOn() {
    Instant written = Instant.parse("2026-01-01T00:00:00Z");
    FileTime time = FileTime.from(written);
    FileStamp stamp = new FileStamp(1, time, time, null);
    assertThat(stamp.settled(written.plusSeconds(2))).isFalse();
    assertThat(stamp.settled(written.plusSeconds(3))).isTrue();
    FileTime later = FileTime.from(written.plusSeconds(60));
    assertThat(new FileStamp(1, time, later, null).settled(written.plusSeconds(3))).isFalse();
    assertThat(new FileStamp(1, later, time, null).settled(written.plusSeconds(3))).isFalse();
  }

  /// Changes the last number of the file, one of the row starts.
  private void damage() throws IOException {
    byte[] bytes = Files.readAllBytes(cached);
    bytes[bytes.length - 5] ^= 1;
    Files.write(cached, bytes);
  }
}
