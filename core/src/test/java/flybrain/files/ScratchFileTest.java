package flybrain.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFileTest {
  @TempDir private Path folder;

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void bytes_areWhereTheyWerePut() throws IOException {
    try (ScratchFile scratch = new ScratchFile(folder.resolve("a.csv"))) {
      long first = scratch.put("one".getBytes(US_ASCII));
      long none = scratch.put(new byte[0]);
      long second = scratch.put("three".getBytes(US_ASCII));
      assertThat(new long[] {first, none, second}).containsExactly(0, 3, 3);
      assertThat(scratch.get(second, 5)).asString(US_ASCII).isEqualTo("three");
      assertThat(scratch.get(first, 3)).asString(US_ASCII).isEqualTo("one");
      assertThat(scratch.get(1, 4)).asString(US_ASCII).isEqualTo("neth");
      assertThat(scratch.get(8, 0)).isEmpty();
    }
  }

  /// Behind what was put, at a place that no page begins at.
  @Test
  void room_isZerosThatAreReadAndWritten_andOverlapsNothing() throws IOException {
    try (ScratchFile scratch = new ScratchFile(folder.resolve("a.csv"))) {
      scratch.put("one".getBytes(US_ASCII));
      // More than are written at a time.
      MemorySegment room = scratch.room((1 << 20) + 5);
      assertThat(room.byteSize()).isEqualTo((1 << 20) + 5);
      assertThat(room.mismatch(MemorySegment.ofArray(new byte[(1 << 20) + 5]))).isEqualTo(-1);
      long after = scratch.put("two".getBytes(US_ASCII));
      assertThat(after).isEqualTo(3 + (1 << 20) + 5);
      MemorySegment more = scratch.room(8);
      room.fill((byte) 1);
      more.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, 7);
      assertThat(scratch.get(0, 3)).asString(US_ASCII).isEqualTo("one");
      assertThat(scratch.get(after, 3)).asString(US_ASCII).isEqualTo("two");
      assertThat(more.get(ValueLayout.JAVA_LONG_UNALIGNED, 0)).isEqualTo(7);
      assertThat(scratch.get(after - 1, 1)).containsExactly(1);
      assertThat(scratch.room(0).byteSize()).isZero();
    }
  }

  @Test
  void file_isHiddenBesideTheTarget_andGoneAtTheEnd() throws IOException {
    Path target = Files.writeString(folder.resolve("a.csv"), "old");
    try (ScratchFile scratch = new ScratchFile(target)) {
      scratch.put(new byte[100]);
      assertThat(files())
          .filteredOn(file -> !file.equals(target))
          .singleElement()
          .satisfies(file ->
              assertThat(file.getFileName().toString())
                  .startsWith(".a.csv.waiting.")
                  .endsWith(".part"));
    }
    assertThat(files()).containsExactly(target);
    assertThat(target).hasContent("old");
  }

  @Test
  void fileThatAnotherProgramCut_isNamed() throws IOException {
    try (ScratchFile scratch = new ScratchFile(folder.resolve("a.csv"))) {
      scratch.put(new byte[100]);
      Path file = files().getFirst();
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(60);
      }
      assertThat(scratch.get(50, 10)).hasSize(10);
      assertThatThrownBy(() -> scratch.get(50, 20))
          .isInstanceOf(IOException.class)
          .hasMessage(file + ": was cut off by another program");
    }
  }
}
