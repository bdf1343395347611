package flybrain.results;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flybrain.files.ProcessMark;
import flybrain.files.WriteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of results on a full disk, which `/dev/full` imitates: each is named.
class FullDiskTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path folder;

  @BeforeEach
  void look() {
    assumeTrue(Files.exists(FULL), "needs /dev/full");
  }

  @Test
  void table_isNamed() throws IOException {
    Path file = folder.resolve("benchmark-results.csv");
    full(file);
    assertThatThrownBy(() -> CsvTable.empty(List.of("a")).write(file))
        .isInstanceOf(WriteException.class)
        .hasMessageStartingWith(file + ": the disk is full and nothing was kept;");
  }

  @Test
  void checksums_areNamed() throws IOException {
    Path spikes = Files.writeString(folder.resolve("spikes.parquet"), "x");
    Path file = folder.resolve("checksums.sha256");
    full(file);
    assertThatThrownBy(() -> new ChecksumsFile(folder).put(List.of(spikes)))
        .isInstanceOf(WriteException.class)
        .hasMessageStartingWith(file + ": the disk is full and nothing was kept;");
  }

  /// Lets what is written before a file gets its name go where there is no room.
  private static void full(Path file) throws IOException {
    Files.createSymbolicLink(
        file.resolveSibling("." + file.getFileName() + "." + ProcessMark.own() + ".part"), FULL);
  }
}
