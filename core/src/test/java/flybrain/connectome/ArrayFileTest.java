package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The arrays where another process finds them.
class ArrayFileTest {
  private static final Connectome BRAIN =
      Connectome.of("mine", Fixtures.neurons(), Fixtures.connections());

  @TempDir private Path folder;
  private Path file;
  private ArrayFile arrays;
  private ByteBuffer bytes;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("arrays");
    arrays = ArrayFile.write(file, BRAIN);
    bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int[] ints(ArrayFile.Array array) {
    assertThat(array.width()).isEqualTo(4);
    int[] numbers = new int[(int) array.length()];
    bytes
        .slice((int) array.offset(), 4 * numbers.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .get(numbers);
    return numbers;
  }

  @Test
  void arrays_areWhereTheySay() {
    long[] ids = new long[(int) arrays.ids().length()];
    assertThat(arrays.ids().width()).isEqualTo(8);
    bytes
        .slice((int) arrays.ids().offset(), 8 * ids.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer()
        .get(ids);
    assertThat(ids).isEqualTo(Fixtures.IDS);
    assertThat(ints(arrays.targets())).containsExactly(1, 4, 0, 1, 3, 0, 2);
    assertThat(ints(arrays.weights())).containsExactly(-7, -2, 5, 1, 40, 2405, 3);
    assertThat(ints(arrays.rowStarts())).containsExactly(0, 2, 5, 5, 5, 7);
    assertThat(arrays.size()).isEqualTo(bytes.capacity());
    assertThat(arrays.path()).isEqualTo(file);
  }

  /// Magic, version 1, 5 neurons, 7 connections, the fingerprint.
  @Test
  void header_isTheBeginningOfTheFile() {
    byte[] header = HexFormat.of().parseHex(arrays.header());
    assertThat(header).hasSize(96).isEqualTo(java.util.Arrays.copyOf(bytes.array(), 96));
    assertThat(new String(header, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("FLYBRAIN");
    assertThat(bytes.getInt(8)).isEqualTo(1);
    assertThat(bytes.getInt(12)).isEqualTo(5);
    assertThat(bytes.getLong(16)).isEqualTo(7);
    assertThat(new String(header, 24, 64, StandardCharsets.US_ASCII))
        .isEqualTo(BRAIN.fingerprint());
  }

  @Test
  void fileThatIsWrittenAgain_isNotTheSame() throws IOException {
    assertThat(arrays.isUnchanged()).isTrue();
    Files.write(file, new byte[] {0}, java.nio.file.StandardOpenOption.APPEND);
    assertThat(arrays.isUnchanged()).isFalse();
    Files.delete(file);
    assertThat(arrays.isUnchanged()).isFalse();
  }

  @Test
  void brainThatIsMappedFromAFile_knowsIt() throws IOException {
    Connectome mapped = CacheFile.read(file, "again", java.time.InstantSource.system());
    assertThat(mapped.connections().file()).contains(arrays);
    assertThat(mapped.name()).isEqualTo("again");
    assertThat(mapped.fingerprint()).isEqualTo(BRAIN.fingerprint());
    assertThat(Connectome.of("again", mapped.neurons(), mapped.connections()).fingerprint())
        .isEqualTo(BRAIN.fingerprint());
  }

  /// The file has room for 64 characters.
  @Test
  void otherFingerprint_isAMistake() {
    Connectome other = new Connectome("x", "short", Fixtures.neurons(), Fixtures.connections());
    Path target = folder.resolve("other");
    assertThatThrownBy(() -> ArrayFile.write(target, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("short: must have 64 characters");
    assertThat(target).doesNotExist();
  }
}
