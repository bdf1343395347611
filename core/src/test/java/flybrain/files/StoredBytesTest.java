package flybrain.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Property;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ranges of bytes in files: read from a user's file, and set aside in a file of ours.
class StoredBytesTest {
  @TempDir private Path folder;

  private static byte[] bytes(int count, RandomGenerator random) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /// More than is read in one call.
  @Test
  void rangeOfManyPieces_isReadWhole() throws IOException {
    byte[] bytes = bytes((5 << 20) + 7, new SplittableRandom(1));
    Path file = Files.write(folder.resolve("x"), bytes);
    try (StoredBytes stored = new StoredBytes(file)) {
      assertThat(stored.length()).isEqualTo(bytes.length);
      for (int[] range : new int[][] {{0, bytes.length}, {3, 3 << 20}, {bytes.length, 0}, {9, 1}}) {
        ByteBuffer read = stored.readRange(range[0], range[1]);
        assertThat(read.position()).isZero();
        assertThat(read.remaining()).isEqualTo(range[1]);
        assertThat(read.mismatch(ByteBuffer.wrap(bytes, range[0], range[1]))).isEqualTo(-1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1",
    "0, -1",
    "0, 11",
    "10, 1",
    "11, 0",
    "9223372036854775807, 1",
    "9223372036854775800, 2147483647",
  })
  void rangeThatTheFileDoesNotHave_isRefused(long offset, int count) throws IOException {
    Path file = Files.write(folder.resolve("x"), new byte[10]);
    try (StoredBytes stored = new StoredBytes(file)) {
      assertThatThrownBy(() -> stored.readRange(offset, count))
          .isInstanceOf(EOFException.class)
          .hasMessageEndingWith("of a file of 10 bytes");
    }
  }

  @Test
  void fileThatIsCutMeanwhile_isNotTakenForDamaged() throws IOException {
    Path file = Files.write(folder.resolve("x"), new byte[100]);
    try (StoredBytes stored = new StoredBytes(file);
        FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
      other.truncate(40);
      assertThat(stored.readRange(0, 40).remaining()).isEqualTo(40);
      assertThatThrownBy(() -> stored.readRange(30, 20))
          .isInstanceOf(InputException.class)
          .hasMessage(file + ": became shorter while being read; try again when it is complete");
    }
  }

  @Test
  void missingFileAndFolder_areNamed() {
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> new StoredBytes(absent))
        .isInstanceOf(InputException.class)
        .hasMessage(absent + ": no such file; check the path");
    assertThatThrownBy(() -> new StoredBytes(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(folder + ": is a folder; name a file");
  }

  @Property(tries = 20)
  void bytesSetAside_comeBackInAnyOrder(RandomGenerator random) throws IOException {
    byte[][] parts = new byte[random.nextInt(1, 20)][];
    long[] at = new long[parts.length];
    try (ScratchFile scratch = new ScratchFile(folder.resolve("target"))) {
      for (int k = 0; k < parts.length; k++) {
        parts[k] = bytes(random.nextInt(3) * random.nextInt(5000), random);
        at[k] = scratch.put(parts[k]);
      }
      for (int look = 0; look < 40; look++) {
        int k = random.nextInt(parts.length);
        assertThat(scratch.get(at[k], parts[k].length)).isEqualTo(parts[k]);
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  /// Room for values is zeros, beside what was set aside before and is afterwards.
  @Test
  void room_isZerosOfItsOwn() throws IOException {
    long size = (3 << 20) + 5;
    try (ScratchFile scratch = new ScratchFile(folder.resolve("target"))) {
      byte[] before = {1, 2, 3};
      long atBefore = scratch.put(before);
      var room = scratch.room(size);
      assertThat(room.byteSize()).isEqualTo(size);
      byte[] after = {4, 5};
      long atAfter = scratch.put(after);
      assertThat(room.asByteBuffer().mismatch(ByteBuffer.allocate((int) size))).isEqualTo(-1);
      room.fill((byte) 9);
      assertThat(scratch.get(atBefore, 3)).isEqualTo(before);
      assertThat(scratch.get(atAfter, 2)).isEqualTo(after);
      assertThat(scratch.room(0).byteSize()).isZero();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void bytesThatAnotherProgramCut_areMissed() throws IOException {
    try (ScratchFile scratch = new ScratchFile(folder.resolve("target"))) {
      long at = scratch.put(new byte[100]);
      Path file;
      try (var files = Files.list(folder)) {
        file = files.findFirst().orElseThrow();
      }
      try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
        other.truncate(50);
      }
      assertThatThrownBy(() -> scratch.get(at, 100))
          .isInstanceOf(IOException.class)
          .hasMessage(file + ": was cut off by another program");
    }
  }
}
