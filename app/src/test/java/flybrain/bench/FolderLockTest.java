package flybrain.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flybrain.files.WriteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir private Path folder;

  /// On a full disk, which `/dev/full` imitates.
  @Test
  void fullDisk_isNamed() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "needs /dev/full");
    Files.createSymbolicLink(folder.resolve(".flybrain-bench.lock"), full);
    assertThatThrownBy(() -> FolderLock.on(folder))
        .isInstanceOf(WriteException.class)
        .hasMessageStartingWith(folder.resolve(".flybrain-bench.lock") + ": ");
  }
}
