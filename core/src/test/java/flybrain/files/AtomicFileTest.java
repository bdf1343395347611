package flybrain.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void partsOfKilledProcesses_areDeletedAndNothingElse() throws IOException {
    Path abandoned = part("a.csv", ProcessMarkTest.ended());
    Path ofAThread = part("a.csv", ProcessMarkTest.ended() + "-140");
    Path underWay = part("b.csv", ProcessMark.own());
    Path elsewhere = part("a.csv", ProcessMarkTest.elsewhere());
    Path number = part("a.csv", "999999999999");
    Path other = Files.createFile(folder.resolve(".c.part"));
    AtomicFile.deleteAbandoned(folder);
    AtomicFile.deleteAbandoned(folder.resolve("missing"));
    assertThat(List.of(abandoned, ofAThread)).allSatisfy(part -> assertThat(part).doesNotExist());
    assertThat(List.of(underWay, elsewhere, number, other))
        .allSatisfy(part -> assertThat(part).exists());
  }

  @Test
  void newFile_deletesPartsOfItselfByKilledProcesses() throws IOException {
    Path abandoned = part("a.csv", ProcessMarkTest.ended());
    Path underWay = part("a.csv", ProcessMark.own().replaceFirst("-.*", "-1"));
    Path elsewhere = part("a.csv", ProcessMarkTest.elsewhere());
    Path ofAnother = part("b.a.csv", ProcessMarkTest.ended());
    AtomicFile.writeString(folder.resolve("a.csv"), "text");
    assertThat(abandoned).doesNotExist();
    assertThat(List.of(underWay, elsewhere, ofAnother))
        .allSatisfy(part -> assertThat(part).exists());
    assertThat(folder.resolve("a.csv")).hasContent("text");
  }

  private Path part(String name, String mark) throws IOException {
    return Files.createFile(folder.resolve(".%s.%s.part".formatted(name, mark)));
  }
}
