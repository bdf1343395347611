package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectomeStoreTest {
  @TempDir Path folder;
  private final List<String> notices = new ArrayList<>();
  private ConnectomeStore store;

  @BeforeEach
  void openStore() {
    store = new ConnectomeStore(folder, folder.resolve("cache"), folder.resolve("fetched"));
  }

  @ParameterizedTest
  @CsvSource({
    "completeness.csv, connectivity.parquet",
    "2025_Completeness_783.csv, 2025_Connectivity_783.parquet",
    "Completeness_783.csv, Connectivity_783.parquet",
    "archive/2023_Completeness_630.csv, archive/2023_Connectivity_630.parquet",
    "2023_Completeness_630.csv, 2023_Connectivity_630.parquet",
    "2023_03_23_completeness_630_final.csv, 2023_03_23_connectivity_630_final.parquet"
  })
  void open_takesAFolderByItsFileNames(String completeness, String connectivity)
      throws IOException {
    Files.createDirectories(folder.resolve("toy/archive"));
    Fixtures.put(folder.resolve("toy"), completeness, connectivity);
    Connectome toy = store.open("toy", notices::add);
    assertThat(toy.name()).isEqualTo("toy");
    assertThat(toy.connections().size()).isEqualTo(7);
    assertThat(toy.fingerprint())
        .isEqualTo(Connectome.of("x", Fixtures.neurons(), Fixtures.connections()).fingerprint());
    assertThat(store.find("toy").origin()).contains(Path.of(connectivity).getFileName().toString());
  }

  @Test
  void find_prefersOurNamesThenV783ThenV630() throws IOException {
    Files.createDirectories(folder.resolve("archive"));
    Fixtures.put(
        folder, "archive/2023_Completeness_630.csv", "archive/2023_Connectivity_630.parquet");
    assertThat(store.find(".").origin()).endsWith("2023_Connectivity_630.parquet");
    Fixtures.put(folder, "2025_Completeness_783.csv", "2025_Connectivity_783.parquet");
    assertThat(store.find(".").origin()).endsWith("2025_Connectivity_783.parquet");
    Fixtures.put(folder, "completeness.csv", "connectivity.parquet");
    assertThat(store.find(".").origin()).endsWith("/connectivity.parquet");
  }

  @Test
  void find_withoutANameTakesTheFetchedThenTheSuitesThenTheSynthetic() throws IOException {
    assertThat(store.find(null).isSynthetic()).isTrue();
    assertThat(store.find(null).origin()).contains("flybrain data fetch v783");
    Fixtures.put(folder.resolve("data"), "completeness.csv", "connectivity.parquet");
    assertThat(store.find(null).isSynthetic()).as("./data that is not the suite's").isTrue();
    Fixtures.put(
        folder.resolve("data"), "2025_Completeness_783.csv", "2025_Connectivity_783.parquet");
    assertThat(store.find(null).origin()).contains("data");
    assertThat(store.find("v783").origin()).contains("data");
    Fixtures.put(
        folder.resolve("fetched/v783"),
        "2025_Completeness_783.csv",
        "2025_Connectivity_783.parquet");
    assertThat(store.find(null).origin()).contains("fetched");
    assertThat(store.find("synthetic").isSynthetic()).isTrue();
  }

  @Test
  void open_doesNotCallAnythingV783ThatIsNot() throws IOException {
    Fixtures.put(
        folder.resolve("data"), "2025_Completeness_783.csv", "2025_Connectivity_783.parquet");
    assertThat(store.open("v783", notices::add).name()).isEqualTo("data");
    assertThat(notices.getFirst()).contains("not the published files of v783").contains("'data'");
  }

  @Test
  void find_refusesAReleaseThatIsNotHere() {
    assertThatThrownBy(() -> store.find("v630"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("flybrain data fetch v630");
  }

  @Test
  void find_suggestsTheNearestName() {
    assertThatThrownBy(() -> store.find("v738"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("connectome 'v738': no such name or folder")
        .hasMessageContaining("synthetic, v783, v630 or a folder")
        .hasMessageContaining("did you mean 'v783'?");
  }

  @Test
  void find_namesWhatAFolderLacks() throws IOException {
    Fixtures.put(folder.resolve("half"), "completeness.csv", "other.parquet");
    assertThatThrownBy(() -> store.find("half"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("contains no connectome")
        .hasMessageContaining("only completeness.csv is there");
  }
}
