package flybrain.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFolderTest {
  @TempDir private Path folder;

  @Test
  void secondThreadInTheSameFolder_isRefusedAndLeavesTheFirstAlone() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch tried = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
      Future<?> first =
          threads.submit(() -> {
            StagedFolder.write(
                folder,
                stage -> {
                  Files.writeString(stage.resolve("a.csv"), "first");
                  written.countDown();
                  await(tried);
                });
            return null;
          });
      written.await();
      try {
        assertThatThrownBy(() ->
                StagedFolder.write(
                    folder, stage -> Files.writeString(stage.resolve("a.csv"), "second")))
            .isInstanceOf(WriteException.class)
            .hasMessage(folder + ": cannot be written: this process already writes files there");
      } finally {
        tried.countDown();
      }
      first.get();
    }
    assertThat(folder.resolve("a.csv")).hasContent("first");
    assertThat(folder).isDirectoryNotContaining("glob:**/.stage*");
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void missingFolder_isMadeAndFilesOfOthersStay() throws IOException {
    Path missing = folder.resolve("a").resolve("b");
    StagedFolder.write(missing, stage -> Files.writeString(stage.resolve("x.csv"), "1"));
    assertThat(missing.resolve("x.csv")).hasContent("1");
    Path foreign = Files.createDirectory(missing.resolve(".stage.mine"));
    StagedFolder.write(missing, stage -> {});
    assertThat(foreign).isDirectory();
    assertThat(missing.resolve("x.csv")).hasContent("1");
  }

  @Test
  void errorInTheProgram_leavesNothing() {
    IllegalStateException error = new IllegalStateException("no rows");
    assertThatThrownBy(() ->
            StagedFolder.write(
                folder,
                stage -> {
                  Files.writeString(stage.resolve("a.csv"), "new");
                  throw error;
                }))
        .isSameAs(error);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void folderThatIsAFile_isNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "text");
    assertThatThrownBy(() -> StagedFolder.write(file, stage -> {}))
        .isInstanceOf(WriteException.class)
        .hasMessageStartingWith(file + ": cannot be written: ");
    assertThat(file).hasContent("text");
  }
}
