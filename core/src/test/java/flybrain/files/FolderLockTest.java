package flybrain.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir private Path folder;

  @Test
  void lockedFolder_isNotLockedAgainUntilItIsFree() throws IOException {
    try (FolderLock lock = FolderLock.of(folder).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(FolderLock.of(folder)).isEmpty();
      assertThat(FolderLock.of(folder.resolve("."))).isEmpty();
    }
    assertThat(folder.resolve(FolderLock.FILE)).exists();
    try (FolderLock again = FolderLock.of(folder).orElseThrow()) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void lockThatIsClosedTwice_doesNotFreeTheNext() throws IOException {
    FolderLock first = FolderLock.of(folder).orElseThrow();
    first.close();
    try (FolderLock next = FolderLock.of(folder).orElseThrow()) {
      assertThat(next).isNotNull();
      first.close();
      assertThat(FolderLock.of(folder)).isEmpty();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // links need rights there
  void linkToALockedFolder_isLockedToo() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    try (FolderLock lock = FolderLock.of(link).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(FolderLock.of(real)).isEmpty();
    }
  }

  /// On Unix a process loses its lock on a file as soon as it closes the file anywhere.
  @Test
  @EnabledOnOs(OS.LINUX) // lists the locks that the system has
  void secondTry_leavesOtherProcessesOut() throws IOException {
    try (FolderLock lock = FolderLock.of(folder).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(isLocked()).isTrue();
      assertThat(FolderLock.of(folder)).isEmpty();
      assertThat(isLocked()).isTrue();
    }
    assertThat(isLocked()).isFalse();
  }

  /// A line of `/proc/locks` has the device and, after it, the number of the file.
  private boolean isLocked() throws IOException {
    Object number = Files.getAttribute(folder.resolve(FolderLock.FILE), "unix:ino");
    return Files.readString(Path.of("/proc/locks")).contains(":" + number + " ");
  }
}
