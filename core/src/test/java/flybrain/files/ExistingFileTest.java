package flybrain.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExistingFileTest {
  @TempDir private Path folder;

  @Test
  void fileThatIsThere_isTakenAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "x");
    assertThat(ExistingFile.check(file)).isSameAs(file);
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    assertThat(ExistingFile.check(link)).isSameAs(link);
  }

  @Test
  void missingFile_isNamed() throws IOException {
    Path missing = folder.resolve("a");
    assertThatThrownBy(() -> ExistingFile.check(missing))
        .isInstanceOf(InputException.class)
        .hasMessage(missing + ": no such file; check the path");
    Path dangling = Files.createSymbolicLink(folder.resolve("link"), missing);
    assertThatThrownBy(() -> ExistingFile.check(dangling))
        .isInstanceOf(InputException.class)
        .hasMessage(dangling + ": no such file; check the path");
  }

  @Test
  void folder_isNoFile() {
    assertThatThrownBy(() -> ExistingFile.check(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(folder + ": is a folder; name a file");
  }
}
