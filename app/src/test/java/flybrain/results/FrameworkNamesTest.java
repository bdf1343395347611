package flybrain.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of simulators as the tables of a data folder have them. A key alone says too little: the
/// suite runs `pytorch` on the CPU where there is no CUDA.
class FrameworkNamesTest {
  private static final String HEADER = "framework,n_run,t_run,status,spike_path,backend_key\n";
  private static final RunSize SIZE = new RunSize(1, 30);

  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(data().resolve("results/run/round_01"));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(data().resolve(file), text);
  }

  private String name(String label, String key) {
    RecordedFiles files = RecordedFiles.of(data(), label, 1);
    return FrameworkNames.of(data(), label).of(key, files, SIZE).framework();
  }

  @Test
  void nameOfARun_isThatOfItsRow_otherwiseOfItsKey() throws IOException {
    write(
        "benchmark-results.csv",
        HEADER
            + "PyTorch (CPU),30,1.0,success,data/results/pytorch_t1.0s_n30.parquet,pytorch\n"
            + "Mine,30,1.0,error: out of memory,data/results/nest_t1.0s_n30.parquet,nest\n"
            + ",30,1.0,success,data/results/event_t1.0s_n30.parquet,event\n");
    FrameworkNames none = FrameworkNames.of(folder, "");
    assertThat(name("", "pytorch"))
        .isEqualTo("PyTorch (CPU)")
        .isNotEqualTo(none.framework("pytorch"));
    assertThat(name("", "nest")).as("did not succeed").isEqualTo(none.framework("nest"));
    assertThat(name("", "event")).as("has no name").isEqualTo(none.framework("event"));
  }

  /// A copy of the folder has its files elsewhere; Windows writes other slashes.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "results/pytorch_t1.0s_n30.parquet",
        "/results/of/old/data/results/pytorch_t1.0s_n30.parquet",
        "C:\\fly\\data\\results\\pytorch_t1.0s_n30.parquet"
      })
  void pathsAreOfTheFolderResults_whereverItWas(String path) throws IOException {
    write("benchmark-results.csv", HEADER + "Mine,30,1.0,success," + path + ",pytorch\n");
    assertThat(name("", "pytorch")).isEqualTo("Mine");
  }

  @Test
  void rowsOfTheLabelsManifest_takeThePlaceOfResults() throws IOException {
    String path = "data/results/run/round_01/pytorch_t1.0s_n30.parquet";
    write("benchmark-results.csv", HEADER + "First,30,1.0,success," + path + ",pytorch\n");
    assertThat(name("run", "pytorch")).isEqualTo("First");
    write("results/run/manifest.csv", HEADER + "Second,30,1.0,success," + path + ",pytorch\n");
    assertThat(name("run", "pytorch")).isEqualTo("Second");
  }

  @Test
  void otherRoundsOfALabel_haveTheirOwnNames() throws IOException {
    write(
        "benchmark-results.csv",
        HEADER
            + "Other,30,1.0,success,data/results/run/round_02/pytorch_t1.0s_n30.parquet,pytorch\n");
    FrameworkNames none = FrameworkNames.of(folder, "");
    assertThat(name("run", "pytorch")).isEqualTo(none.framework("pytorch"));
  }

  /// `audit` reports it.
  @ParameterizedTest
  @ValueSource(strings = {"", "no table", "\"open,\n", "framework,n_run\nA,1,2,3\n"})
  void damagedTable_leavesTheNamesOfKeys(String text) throws IOException {
    write("benchmark-results.csv", text);
    write("results/run/manifest.csv", text);
    assertThat(name("run", "pytorch"))
        .isEqualTo(FrameworkNames.of(folder, "").framework("pytorch"));
  }

  @Test
  void keysAreOfAllBackends_theSuitesFirst() {
    assertThat(FrameworkNames.of(folder, "").keys())
        .contains("event", "reference", "nest")
        .doesNotHaveDuplicates()
        .first()
        .isEqualTo("brian2cpp");
  }
}
