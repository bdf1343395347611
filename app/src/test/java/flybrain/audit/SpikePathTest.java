package flybrain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpikePathTest {
  @TempDir private Path project;
  private Path data;

  @BeforeEach
  void write() throws IOException {
    data = Files.createDirectories(project.resolve("data"));
    Files.createDirectories(data.resolve("results/run/round_01"));
    Files.createFile(data.resolve("results/run/round_01/a.parquet"));
    Files.createFile(data.resolve("results/a.parquet"));
    Files.createFile(project.resolve("secret.parquet"));
  }

  @ParameterizedTest
  @CsvSource({
    "results/a.parquet, results/a.parquet",
    "data/results/a.parquet, results/a.parquet",
    "/home/user/fly-brain/data/results/run/round_01/a.parquet, results/run/round_01/a.parquet",
    "C:\\fly-brain\\data\\results\\run\\round_01\\a.parquet, results/run/round_01/a.parquet",
    "data//results/./a.parquet, results/a.parquet",
    "other/run/results/a.parquet, results/a.parquet"
  })
  void longestEndThatLeadsToAFile_isTaken(String path, String file) {
    assertThat(SpikePath.in(data, path)).contains(data.resolve(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "results",
        "a.parquet",
        "results/b.parquet",
        "../secret.parquet",
        "x\0/a.parquet",
        "results/../../secret.parquet",
        "results/a.parquet/"
      })
  void pathOfNoFileInTheFolder_leadsNowhere(String path) {
    if (path.endsWith("a.parquet/")) {
      assertThat(SpikePath.in(data, path)).as("an empty part is none").isPresent();
    } else {
      assertThat(SpikePath.in(data, path)).isEmpty();
    }
  }

  @Test
  void absurdlyDeepPath_isSearchedByItsLastParts() {
    String deep = "x/".repeat(100_000);
    assertThat(SpikePath.in(data, deep + "results/a.parquet"))
        .contains(data.resolve("results/a.parquet"));
    assertThat(SpikePath.in(data, "results/a.parquet/" + deep)).isEmpty();
  }

  @Test
  void below_takesThePathAsItIs() {
    assertThat(SpikePath.below(data, "results/a.parquet")).isPresent();
    assertThat(SpikePath.below(data, "data/results/a.parquet")).isEmpty();
    assertThat(SpikePath.below(data, "../secret.parquet")).isEmpty();
    assertThat(SpikePath.below(data, project.resolve("secret.parquet").toString())).isEmpty();
    assertThat(SpikePath.below(data, "results")).as("a folder").isEmpty();
    assertThat(SpikePath.below(data, "x\0")).isEmpty();
  }
}
