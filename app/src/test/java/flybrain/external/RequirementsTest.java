package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementsTest {
  @ParameterizedTest
  @CsvSource({
    "brian2cpp, brian2, 2.9.0 2.10.1 2.11.0",
    "brian2cuda, brian2cuda, 1.0a7 1.0a7 1.0b1",
    "brian2cuda, brian2, 2.8.0 2.8.0 2.10.1",
    "pytorch, torch, 2.9.1 2.9.1 2.15.0",
    "nest, nest-simulator, 3.10.0 3.10.0 3.10.0"
  })
  void eachPython_hasItsVersions(String environment, String pinned, String versions)
      throws IOException {
    assertThat(Requirements.of(environment, List.of("3.11", "3.12", "3.13")))
        .extracting(one -> one.version(pinned))
        .containsExactly(versions.split(" ", -1));
  }

  @Test
  void line_namesEachVersionOnce() {
    assertThat(
            Requirements.line(
                "a",
                List.of(
                    new Requirements("3.11", "a==1\nb==9"),
                    new Requirements("3.12", "A==2"),
                    new Requirements("3.13", "a==2"))))
        .isEqualTo("a 1, or 2 on Python 3.12 and 3.13");
  }

  /// Every package is pinned, so what was tested is what is installed.
  @Test
  void everyLine_pinsAPackage() throws IOException {
    for (String environment : List.of("brian2cpp", "brian2cuda", "pytorch", "nest", "nestgpu")) {
      for (Requirements one : Requirements.of(environment, List.of("3.11", "3.12", "3.13"))) {
        assertThat(one.text().lines())
            .as(environment)
            .allMatch(line -> line.matches("[A-Za-z0-9_-]+==[0-9a-z.]+"));
      }
    }
  }

  @Test
  void documentation_namesThePinnedVersions() throws IOException {
    List<String> rows = Files.readAllLines(Path.of("..", "docs", "reference", "backends.md"));
    Map<String, String> frameworks =
        Map.of(
            "brian2cpp", "brian2",
            "brian2cuda", "brian2cuda",
            "pytorch", "torch",
            "nest", "nest-simulator");
    frameworks.forEach((environment, pinned) -> {
      String row =
          rows.stream()
              .filter(line -> line.startsWith("| `" + environment + "` | ") && cells(line) == 4)
              .findFirst()
              .orElseThrow();
      assertThat(requirements(environment))
          .allSatisfy(one -> assertThat(row).contains(" " + one.version(pinned)));
    });
  }

  private static int cells(String row) {
    return row.split("\\|", -1).length - 2;
  }

  private static List<Requirements> requirements(String environment) {
    try {
      return Requirements.of(environment, List.of("3.11", "3.12", "3.13"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
