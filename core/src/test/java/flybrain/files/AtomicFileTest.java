package flybrain.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void partsOfKilledProcesses_areDeletedAndNothingElse() throws IOException {
    // Above every process number that a system gives.
    Path abandoned = Files.createFile(folder.resolve(".a.csv.999999999999.part"));
    Path underWay =
        Files.createFile(folder.resolve(".b.csv." + ProcessHandle.current().pid() + ".part"));
    Path other = Files.createFile(folder.resolve(".c.part"));
    AtomicFile.deleteAbandoned(folder);
    AtomicFile.deleteAbandoned(folder.resolve("missing"));
    assertThat(abandoned).doesNotExist();
    assertThat(underWay).exists();
    assertThat(other).exists();
  }

  @Test
  void newFile_deletesPartsOfItselfByKilledProcesses() throws IOException {
    Path abandoned = Files.createFile(folder.resolve(".a.csv.999999999999.part"));
    Path underWay = Files.createFile(folder.resolve(".a.csv.1.part"));
    Path ofAnother = Files.createFile(folder.resolve(".b.a.csv.999999999999.part"));
    AtomicFile.writeString(folder.resolve("a.csv"), "text");
    assertThat(abandoned).doesNotExist();
    assertThat(underWay).exists();
    assertThat(ofAnother).exists();
    assertThat(folder.resolve("a.csv")).hasContent("text");
  }
}
