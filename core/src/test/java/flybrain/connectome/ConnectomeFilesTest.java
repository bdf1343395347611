package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectomeFilesTest {
  private static final String EXPECTED =
      "expected completeness.csv and connectivity.parquet, or 2025_Completeness_783.csv and"
          + " 2025_Connectivity_783.parquet; ";

  @TempDir private Path folder;

  private void files(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private String found() {
    return ConnectomeFiles.in(folder)
        .map(files -> folder.relativize(files.connectivity()).toString())
        .orElse("none");
  }

  /// The names of both repositories, and of the suite's archive.
  @ParameterizedTest
  @CsvSource({
    "completeness.csv, connectivity.parquet",
    "2025_Completeness_783.csv, 2025_Connectivity_783.parquet",
    "Completeness_783.csv, Connectivity_783.parquet",
    "2023_Completeness_630.csv, 2023_Connectivity_630.parquet",
    "archive/2023_Completeness_630.csv, archive/2023_Connectivity_630.parquet",
    "2023_03_23_completeness_630_final.csv, 2023_03_23_connectivity_630_final.parquet"
  })
  void bothFiles_areFoundByTheirNames(String completeness, String connectivity) throws IOException {
    files(completeness);
    assertThat(found()).as("one alone").isEqualTo("none");
    files(connectivity);
    assertThat(found()).isEqualTo(connectivity);
  }

  /// Neurons of one version do not go with connections of another.
  @Test
  void filesOfTwoVersions_areNoConnectome() throws IOException {
    files("2025_Completeness_783.csv", "2023_Connectivity_630.parquet", "completeness.csv");
    assertThat(found()).isEqualTo("none");
    assertThat(ConnectomeFiles.missingIn(folder))
        .isEqualTo(
            EXPECTED
                + "only completeness.csv, 2025_Completeness_783.csv, 2023_Connectivity_630.parquet is"
                + " there");
  }

  @Test
  void ofARelease_onlyItsOwnFilesAreFound() throws IOException {
    files("completeness.csv", "connectivity.parquet");
    files("2023_Completeness_630.csv", "2023_Connectivity_630.parquet");
    assertThat(ConnectomeFiles.in(folder, Release.V783)).isEmpty();
    assertThat(ConnectomeFiles.in(folder, Release.V630).map(ConnectomeFiles::connectivity))
        .contains(folder.resolve("2023_Connectivity_630.parquet"));
  }

  @Test
  void folderOfThatName_isNoFile() throws IOException {
    files("completeness.csv");
    Files.createDirectory(folder.resolve("connectivity.parquet"));
    assertThat(found()).isEqualTo("none");
  }

  @Test
  void emptyFolder_saysWhatIsExpected() {
    assertThat(ConnectomeFiles.missingIn(folder)).isEqualTo(EXPECTED + "neither is there");
  }

  /// The published names of a release appear in several places of the list of names.
  @Test
  void loneFile_isNamedOnce() throws IOException {
    files("2025_Connectivity_783.parquet");
    assertThat(ConnectomeFiles.missingIn(folder))
        .isEqualTo(EXPECTED + "only 2025_Connectivity_783.parquet is there");
  }

  @Test
  void sameFiles_areKnownByAnyPath() {
    ConnectomeFiles one = ConnectomeFiles.ownIn(folder);
    ConnectomeFiles roundabout = ConnectomeFiles.ownIn(folder.resolve("sub/.."));
    assertThat(one.isSame(roundabout)).isTrue();
    assertThat(one.isSame(ConnectomeFiles.ownIn(folder.resolve("sub")))).isFalse();
    Path other = folder.resolve("other");
    assertThat(one.isSame(new ConnectomeFiles(one.completeness(), other))).isFalse();
    assertThat(one.isSame(new ConnectomeFiles(other, one.connectivity()))).isFalse();
    assertThat(roundabout.folder()).isEqualTo(folder.toAbsolutePath());
  }
}
