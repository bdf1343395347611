package flybrain.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.MachineFault;
import flybrain.files.StoredBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadFailureTest {
  private static final Path FILE = Path.of("spikes.parquet");

  @TempDir Path folder;

  @Test
  void outOfMemory_isNotDamageAndNamesWhatWasNeeded() {
    assertThatThrownBy(() -> ReadFailure.of(FILE, "column 't'", new OutOfMemoryError("heap")))
        .isInstanceOfSatisfying(
            OutOfMemoryError.class,
            e ->
                assertThat(MachineFault.words(e).orElseThrow())
                    .startsWith("out of memory: spikes.parquet: column 't'; the heap has ")
                    .endsWith(" MiB (FLYBRAIN_JAVA_OPTS=-Xmx8g sets 8 GiB)"));
  }

  @Test
  void libraryThatCannotBeUnpacked_isNotDamage() {
    Error cause = new UnsatisfiedLinkError("libbrotli");
    cause.initCause(new IOException("No space left on device"));
    assertThat(ReadFailure.of(FILE, "column 't'", cause))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "spikes.parquet: cannot be read: a native library could not be loaded ")
        .hasMessageContaining("(No space left on device)")
        .hasMessageContaining("FLYBRAIN_TMP");
  }

  @Test
  void anythingElse_isDamageAndNamesThePlace() {
    assertThat(ReadFailure.of(FILE, "column 't'", new IndexOutOfBoundsException(7)))
        .hasMessage(
            "spikes.parquet: is damaged (column 't': Index out of range: 7); get or write the file again");
    assertThat(ReadFailure.of(FILE, "its footer", new StackOverflowError()))
        .hasMessageStartingWith("spikes.parquet: is damaged (its footer: ");
    InputException known = new InputException("spikes.parquet: has no column 't'");
    assertThat(ReadFailure.of(FILE, "column 't'", known)).isSameAs(known);
  }

  @Test
  void otherErrors_areNotTakenForAnything() {
    Error bug = new AssertionError("ours");
    assertThatThrownBy(() -> ReadFailure.of(FILE, "column 't'", bug)).isSameAs(bug);
  }

  @Test
  void fileCutWhileItIsRead_isReported() throws IOException {
    Path file = Files.write(folder.resolve("x"), new byte[100]);
    try (StoredBytes bytes = new StoredBytes(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThat(bytes.readRange(50, 50)).isEqualTo(ByteBuffer.allocate(50));
      channel.truncate(70);
      assertThatThrownBy(() -> bytes.readRange(50, 50))
          .isInstanceOf(InputException.class)
          .hasMessage(file + ": became shorter while being read; try again when it is complete");
    }
  }

  @Test
  void fileThatCannotBeRead_isNotDamage() throws IOException {
    Path file = Files.write(folder.resolve("y"), new byte[100]);
    StoredBytes bytes = new StoredBytes(file);
    bytes.close();
    assertThatThrownBy(() -> bytes.readRange(0, 10))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": cannot be read: ");
  }
}
