package flybrain.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Files that cannot be written to their end.
class FullDiskTest {
  @TempDir private Path folder;

  @Test
  @EnabledOnOs(OS.LINUX) // /dev/full is a device that has no space left
  void fileOnAFullDisk_isNamedAndTheOlderOneStays() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "old");
    Path part = folder.resolve(".a.csv." + ProcessMark.own() + ".part");
    Files.createSymbolicLink(part, Path.of("/dev/full"));
    assertThatThrownBy(() -> AtomicFile.writeString(file, "new"))
        .isInstanceOf(WriteException.class)
        .hasMessageStartingWith(file + ": the disk is full and nothing was kept");
    assertThat(folder).isDirectoryNotContaining("glob:**/*.part");
    assertThat(file).hasContent("old");
  }

  /// The exception is made, since nothing is denied where tests run as root.
  @Test
  void fileThatMayNotBeWritten_saysWhatToDo() {
    Path lock = folder.resolve(".lock");
    assertThat(WriteException.of(lock, new AccessDeniedException(lock.toString())))
        .hasMessage(
            lock + ": may not be written; have its permissions changed, or choose another folder");
  }

  @Test
  void filesOfAFolder_appearTogether() throws IOException {
    Path older = Files.writeString(folder.resolve("a.csv"), "old");
    Path other = Files.writeString(folder.resolve("notes.txt"), "mine");
    StagedFolder.write(
        folder,
        stage -> {
          AtomicFile.writeString(stage.resolve("a.csv"), "new");
          AtomicFile.writeString(stage.resolve("pictures").resolve("b.svg"), "<svg/>");
          assertThat(older).hasContent("old");
        });
    assertThat(older).hasContent("new");
    assertThat(other).hasContent("mine");
    assertThat(folder.resolve("pictures/b.svg")).hasContent("<svg/>");
    assertThat(folder).isDirectoryNotContaining("glob:**/.stage*");
  }

  @Test
  void filesOfAFolder_stayAwayTogether() throws IOException {
    Path older = Files.writeString(folder.resolve("a.csv"), "old");
    IOException full = new IOException("No space left on device");
    assertThatThrownBy(() ->
            StagedFolder.write(
                folder,
                stage -> {
                  AtomicFile.writeString(stage.resolve("a.csv"), "new");
                  throw WriteException.of(stage.resolve("b.svg"), full);
                }))
        .isInstanceOf(WriteException.class)
        .hasMessageStartingWith(folder + ": the disk is full and nothing was kept");
    assertThat(older).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**/.stage*");
  }

  @Test
  void whatAKilledProcessOfThisMachineLeft_isDeleted() throws IOException {
    Path left = folder.resolve(".stage." + ProcessMarkTest.ended());
    Path elsewhere = folder.resolve(".stage." + ProcessMarkTest.elsewhere());
    for (Path stage : List.of(left, elsewhere)) {
      Path pictures = Files.createDirectories(stage.resolve("pictures"));
      Files.writeString(pictures.resolve("b.svg"), "<svg/>");
    }
    StagedFolder.write(folder, stage -> AtomicFile.writeString(stage.resolve("a.csv"), "new"));
    assertThat(left).doesNotExist();
    assertThat(elsewhere.resolve("pictures/b.svg")).exists();
  }

  @Test
  void errorOfALibrary_namesTheFile() {
    Path file = folder.resolve("a.csv");
    UncheckedIOException full = new UncheckedIOException(new IOException("Disk quota exceeded"));
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                part -> {
                  throw full;
                }))
        .hasMessageStartingWith(file + ": the disk is full");
    assertThat(folder).isEmptyDirectory();
  }
}
