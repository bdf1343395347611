package flybrain.files;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputsTest {
  @TempDir private Path folder;
  private Path input;

  @BeforeEach
  void makeInput() throws IOException {
    input = Files.writeString(folder.resolve("ids.txt"), "11");
  }

  @Test
  void outputThatIsRead_isRefusedWithOptionAndInput() {
    assertThatThrownBy(
            () -> new Outputs().reads("neuron ids", input).writes("--out", input).check())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("--out " + input)
        .hasMessageContaining("neuron ids");
  }

  @Test
  void anotherPathToAnInput_isRefused() throws IOException {
    Path dotted = folder.resolve("sub").resolve("..").resolve("ids.txt");
    Files.createDirectory(folder.resolve("sub"));
    Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic.txt"), input);
    Path hard = Files.createLink(folder.resolve("hard.txt"), input);
    Path linkedFolder = Files.createSymbolicLink(folder.resolve("linked"), folder);
    for (Path path : List.of(dotted, symbolic, hard, linkedFolder.resolve("ids.txt"))) {
      assertThatThrownBy(
              () -> new Outputs().reads("neuron ids", List.of(input)).writes("--out", path).check())
          .as(path.toString())
          .isInstanceOf(InputException.class)
          .hasMessageContaining("is the same file as " + input);
    }
  }

  @Test
  void twoOutputsInOneFile_areRefused() throws IOException {
    Path linked = Files.createSymbolicLink(folder.resolve("linked"), folder);
    assertThatThrownBy(() ->
            new Outputs()
                .writes("--out", folder.resolve("new").resolve("a.parquet"))
                .writes("--rates", linked.resolve("new").resolve("a.parquet"))
                .check())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("--rates")
        .hasMessageContaining("--out");
  }

  @ParameterizedTest
  @CsvSource({
    "a.html,no page at all,HTML page",
    "a.svg,<html></html>,SVG picture",
    "a.png,PNG,PNG picture",
    "a.parquet,'a,b',Parquet file",
    "a.json,'a,b',JSON file",
    "a.csv,PAR1,CSV file"
  })
  void fileOfAnotherKindThanItsName_isNotReplaced(String name, String content, String kind)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    assertThatThrownBy(() -> new Outputs().writes("--out", file).check())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("--out " + file)
        .hasMessageContaining(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "a.html,<!DOCTYPE html><html>",
    "a.svg,<?xml?><!-- drawn --><svg>",
    "a.parquet,PAR1",
    "a.json,' [1]'",
    "a.csv,'a,b'",
    "a.html,''",
    "a.txt,anything"
  })
  void fileOfTheSameKind_isReplaced(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    assertThatCode(() -> new Outputs().writes("--out", file).check()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.toml", "a", "a.txt", "a.htm", "html"})
  void pageWithoutTheNameOfOne_isRefused(String name) {
    Path file = folder.resolve(name);
    assertThatThrownBy(() -> new Outputs().writesPage("--html", file).check())
        .isInstanceOf(InputException.class)
        .hasMessage("--html %s: the page is HTML; name the file .html", file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.html", "a.HTML"})
  void pageWithTheNameOfOne_isTaken(String name) {
    assertThatCode(() -> new Outputs().writesPage("--html", folder.resolve(name)).check())
        .doesNotThrowAnyException();
  }

  @Test
  void otherFiles_areTaken() throws IOException {
    Path copy = Files.copy(input, folder.resolve("copy.txt"));
    assertThatCode(() ->
            new Outputs()
                .reads("neuron ids", input)
                .reads("a file that is not there", folder.resolve("missing"))
                .reads("nothing", (Path) null)
                .writes("--out", copy)
                .writes("--figure", folder.resolve("new.png"))
                .writes("--html", (Path) null)
                .check())
        .doesNotThrowAnyException();
  }
}
