package flybrain.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExportFormatTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "NWB, nwb, a.nwb",
    "SONATA, sonata, a-sonata",
    "NEO_CSV, neo-csv, a-trains.csv",
    "CYTOSCAPE, cytoscape, a.graphml",
    "NEUROGLANCER, neuroglancer, a-neuroglancer"
  })
  void export_isBesideTheSpikeFile(ExportFormat format, String typed, String name) {
    assertThat(format).hasToString(typed);
    assertThat(format.beside(folder.resolve("a.parquet"))).isEqualTo(folder.resolve(name));
    assertThat(format.beside(folder.resolve("a")).getFileName()).hasToString(name);
    assertThatCode(() -> format.check(format.beside(folder.resolve("a.parquet"))))
        .doesNotThrowAnyException();
  }

  @Test
  void formatsWithConnections_needTheConnectome() {
    assertThat(ExportFormat.values())
        .filteredOn(ExportFormat::needsConnectome)
        .containsExactly(ExportFormat.SONATA, ExportFormat.CYTOSCAPE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NWB       | a.h5      | : the name of nwb must end with .nwb",
        "NWB       | nwb       | : the name of nwb must end with .nwb",
        "NEO_CSV   | a.parquet | : the name of neo-csv must end with .csv",
        "CYTOSCAPE | a.xml     | : the name of cytoscape must end with .graphml, or be that of a folder"
      })
  void otherExtension_isRefused(ExportFormat format, String name, String message) {
    Path target = folder.resolve(name);
    assertThatThrownBy(() -> format.check(target))
        .isInstanceOf(InputException.class)
        .hasMessage(target + message);
  }

  @ParameterizedTest
  @CsvSource({
    "NEO_CSV, any.csv",
    "CYTOSCAPE, tables",
    "CYTOSCAPE, net.graphml",
    "SONATA, a.b",
    "NWB, .nwb"
  })
  void nameOfTheFormat_isTaken(ExportFormat format, String name) {
    assertThatCode(() -> format.check(folder.resolve(name))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(names = {"SONATA", "NEUROGLANCER", "CYTOSCAPE"})
  void fileWhereAFolderGoes_isRefused(ExportFormat format) throws IOException {
    Path file = Files.createFile(folder.resolve("there"));
    assertThatThrownBy(() -> format.check(file))
        .isInstanceOf(InputException.class)
        .hasMessage("%s: is a file; %s needs a folder", file, format);
    Path made = Files.createDirectory(folder.resolve("made"));
    assertThatCode(() -> format.check(made)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"NWB, a.nwb", "NEO_CSV, a.csv", "CYTOSCAPE, a.graphml"})
  void folderWhereAFileGoes_isRefused(ExportFormat format, String name) throws IOException {
    Path made = Files.createDirectory(folder.resolve(name));
    assertThatThrownBy(() -> format.check(made))
        .isInstanceOf(InputException.class)
        .hasMessage(made + ": is a folder; name a file");
  }

  @ParameterizedTest
  @CsvSource({
    "NWB, a.nwb, a.nwb",
    "NEO_CSV, a.csv, a.csv",
    "SONATA, a, a/spikes_trial1.h5",
    "SONATA, a, a/nodes.h5",
    "CYTOSCAPE, a, a/edges.csv",
    "CYTOSCAPE, a.graphml, a.graphml",
    "NEUROGLANCER, a, a/layer.json"
  })
  void exportThatIsThere_isNotReplaced(ExportFormat format, String target, String file)
      throws IOException {
    Path to = folder.resolve(target);
    assertThatCode(() -> format.checkReplaced(to, 2)).doesNotThrowAnyException();
    Path there = folder.resolve(file);
    Files.createDirectories(there.getParent());
    Files.createFile(there);
    assertThatThrownBy(() -> format.checkReplaced(to, 2))
        .isInstanceOf(InputException.class)
        .hasMessage(
            there + ": already exists; name another with --out, or replace it with --force");
  }

  @Test
  void trialsThatAreNotExported_areNotInTheWay() throws IOException {
    Files.createFile(folder.resolve("spikes_trial2.h5"));
    assertThatCode(() -> ExportFormat.SONATA.checkReplaced(folder, 2)).doesNotThrowAnyException();
    assertThatThrownBy(() -> ExportFormat.SONATA.checkReplaced(folder, 3))
        .isInstanceOf(InputException.class);
  }
}
