package flybrain.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir private Path place;

  @Test
  void place_isTheFirstThatIsNamed() {
    assertThat(TemporaryFolder.place(Map.of("FLYBRAIN_TMP", "/a", "TMPDIR", "/b"), "/c"))
        .isEqualTo(Path.of("/a"));
    assertThat(TemporaryFolder.place(Map.of("FLYBRAIN_TMP", "", "TMPDIR", "/b"), "/c"))
        .isEqualTo(Path.of("/b"));
    assertThat(TemporaryFolder.place(Map.of(), "/c")).isEqualTo(Path.of("/c"));
  }

  @Test
  void folder_isDeletedWithAllThatIsInIt() throws IOException {
    TemporaryFolder folder = TemporaryFolder.in(place);
    Files.writeString(folder.folder().resolve("library.so"), "x");
    folder.delete();
    assertThat(place).isEmptyDirectory();
  }

  @Test
  void whatAKilledProcessLeft_isDeletedByTheNext() throws IOException {
    Files.writeString(place.resolve("flybrain-1.lock"), "");
    Files.createDirectories(place.resolve("flybrain-1/nest-2/tmp"));
    Files.writeString(place.resolve("flybrain-1/nest-2/weights"), "x");
    Path other = Files.createDirectories(place.resolve("flybrain-mine"));
    TemporaryFolder living = TemporaryFolder.in(place);
    assertThat(place.resolve("flybrain-1")).doesNotExist();
    assertThat(place.resolve("flybrain-1.lock")).doesNotExist();
    assertThat(other).exists();
    TemporaryFolder second = TemporaryFolder.in(place);
    assertThat(living.folder()).exists();
    living.delete();
    second.delete();
  }

  @Test
  void missingOrReadOnlyPlace_isNamed() throws IOException {
    Path missing = place.resolve("missing");
    assertThatThrownBy(() -> TemporaryFolder.in(missing))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "the folder for temporary files %s does not exist; create it, or name another with "
                + "FLYBRAIN_TMP",
            missing);
    Path file = Files.writeString(place.resolve("file"), "");
    assertThatThrownBy(() -> TemporaryFolder.in(file)).isInstanceOf(InputException.class);
  }

  @Test
  void tooLittleRoom_isReportedWithWhatIsFree() {
    assertThatThrownBy(() -> TemporaryFolder.requireRoom(Long.MAX_VALUE, "the network"))
        .isInstanceOf(InputException.class)
        .hasMessageMatching(
            "the folder for temporary files .* has [0-9]+ MB free, [0-9]+ MB are needed for the network; .*FLYBRAIN_TMP");
  }
}
