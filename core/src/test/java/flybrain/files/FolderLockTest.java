package flybrain.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir private Path folder;

  @Test
  void lockedFolder_isNotLockedAgainUntilItIsFree() throws IOException {
    try (FolderLock lock = lock(folder)) {
      assertThat(lock).isNotNull();
      assertHeld(folder, "this process");
      assertHeld(folder.resolve("."), "this process");
    }
    assertThat(folder.resolve(FolderLock.FILE)).exists();
    try (FolderLock again = lock(folder)) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void lockThatIsClosedTwice_doesNotFreeTheNext() throws IOException {
    FolderLock first = lock(folder);
    first.close();
    try (FolderLock next = lock(folder)) {
      assertThat(next).isNotNull();
      first.close();
      assertHeld(folder, "this process");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // links need rights there
  void linkToALockedFolder_isLockedToo() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (FolderLock lock = lock(link)) {
      assertThat(lock).isNotNull();
      assertHeld(real, "this process");
    }
  }

  @Test
  void lockBesideAFolder_outlivesIt() throws IOException {
    Path replaced = Files.createDirectory(folder.resolve("replaced"));
    try (FolderLock lock = FolderLock.beside(replaced, IllegalStateException::new)) {
      assertThat(lock).isNotNull();
      Files.delete(replaced);
      assertThatThrownBy(() -> FolderLock.beside(replaced, IllegalStateException::new))
          .hasMessage("this process");
    }
    assertThat(folder).isDirectoryContaining("glob:**/replaced.lock");
  }

  /// On Unix a process loses its lock on a file as soon as it closes the file anywhere.
  @Test
  void secondTry_leavesOtherProcessesOut() throws Exception {
    try (FolderLock lock = lock(folder)) {
      assertThat(lock).isNotNull();
      assertHeld(folder, "this process");
      try (LockingProcess other = LockingProcess.at(folder)) {
        assertThat(other.result()).startsWith("process " + ProcessHandle.current().pid());
      }
    }
    try (LockingProcess other = LockingProcess.at(folder)) {
      assertThat(other.result()).isEqualTo(LockingProcess.LOCKED);
    }
  }

  @Test
  void otherProcess_isNamedAsLongAsItRuns() throws Exception {
    try (LockingProcess other = LockingProcess.at(folder)) {
      assertThat(other.result()).isEqualTo(LockingProcess.LOCKED);
      for (int round = 0; round < 2; round++) {
        assertHeld(folder, "process " + other.pid());
      }
    }
    try (FolderLock lock = lock(folder)) {
      assertThat(lock).isNotNull();
    }
  }

  @Test
  void await_locksWhenTheHolderHasEnded() throws Exception {
    LockingProcess other = LockingProcess.at(folder);
    assertThat(other.result()).isEqualTo(LockingProcess.LOCKED);
    List<String> waiting = new ArrayList<>();
    try (FolderLock lock =
        FolderLock.await(
            folder,
            holder -> {
              waiting.add(holder);
              other.close();
            })) {
      assertThat(lock).isNotNull();
      assertHeld(folder, "this process");
    }
    assertThat(waiting).singleElement().asString().startsWith("process " + other.pid());
  }

  @Test
  void holderThatLeftNoMark_isAnotherProcess() throws Exception {
    try (LockingProcess other = LockingProcess.at(folder)) {
      assertThat(other.result()).isEqualTo(LockingProcess.LOCKED);
      Files.writeString(folder.resolve(FolderLock.FILE), "");
      assertHeld(folder, "another process");
    }
  }

  /// On a full disk, which `/dev/full` imitates.
  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDisk_isNamed() throws IOException {
    Path file = folder.toRealPath().resolve(FolderLock.FILE);
    Files.createSymbolicLink(file, Path.of("/dev/full"));
    for (int round = 0; round < 2; round++) {
      assertThatThrownBy(() -> lock(folder))
          .isInstanceOf(WriteException.class)
          .hasMessageStartingWith(file + ": the disk is full");
    }
  }

  private static FolderLock lock(Path folder) throws IOException {
    return FolderLock.of(folder, IllegalStateException::new);
  }

  private static void assertHeld(Path folder, String holder) {
    assertThatThrownBy(() -> lock(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(holder);
  }
}
