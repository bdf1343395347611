package flybrain.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Places as the reference suite has them.
class DataFolderTest {
  @TempDir private Path project;

  private DataFolder data() {
    return new DataFolder(project.resolve("data"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, results",
    "t, 0, results/t",
    "t, 1, results/t/round_01",
    "t, 12, results/t/round_12",
    "t, 100, results/t/round_100"
  })
  void rounds_areFoldersOfTheRun(String label, int round, String folder) {
    assertThat(data().round(label, round)).isEqualTo(data().root().resolve(folder));
  }

  /// As in `spike_path`: from the folder around the data.
  @Test
  void pathsInResults_areOfTheProject_andBack() {
    Path file = data().round("t", 2).resolve("event_t1.0s_n30.parquet");
    String written = data().relative(file);
    assertThat(written).isEqualTo("data/results/t/round_02/event_t1.0s_n30.parquet");
    assertThat(data().absolute(written)).isEqualTo(file);
    assertThat(data().absolute("data/../elsewhere.parquet"))
        .isEqualTo(project.toAbsolutePath().resolve("elsewhere.parquet"));
  }

  @Test
  void folderThatIsNamedInAnotherWay_isTheSame() {
    assertThat(new DataFolder(project.resolve("x/../data/."))).isEqualTo(data());
    assertThat(new DataFolder(Path.of("data")).root()).isAbsolute();
  }

  @Test
  void folderAtTheRoot_hasPathsToo() {
    Path root = project.toAbsolutePath().getRoot();
    DataFolder data = new DataFolder(root);
    assertThat(data.relative(data.resultsFile())).isEqualTo("benchmark-results.csv");
    assertThat(data.absolute("benchmark-results.csv")).isEqualTo(data.resultsFile());
  }
}
