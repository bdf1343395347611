package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.annotation.AnnotationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationStoreTest {
  private static final long FIRST = Fixtures.IDS[0];
  private static final long SECOND = Fixtures.IDS[1];

  @TempDir private Path folder;
  private final List<String> notices = new ArrayList<>();
  private Path brainFolder;
  private Path cache;

  @BeforeEach
  void makeBrain() throws IOException {
    brainFolder = folder.resolve("brain");
    cache = folder.resolve("cache");
    Fixtures.put(brainFolder, "completeness.csv", "connectivity.parquet");
  }

  private ConnectomeStore store() {
    return new ConnectomeStore(folder, cache, folder.resolve("user"));
  }

  private Connectome open() throws IOException {
    notices.clear();
    return store().open("brain", notices::add);
  }

  private Path beside(String name, String text) throws IOException {
    return Files.writeString(brainFolder.resolve(name), text);
  }

  private List<Path> cached() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(file -> file.toString().endsWith(".annotations")).toList();
    }
  }

  @Test
  void tablesBesideTheConnectome_areFoundAndReadOnce() throws IOException {
    beside("neurons.csv", "root_id,nt_type\n%d,ACH\n".formatted(FIRST));
    beside("classification.csv", "root_id,side\n%d,left\n".formatted(FIRST));
    beside("other.csv", "not,a,table\n");
    Connectome brain = open();
    assertThat(notices).noneMatch(line -> line.contains("neurons.csv"));
    assertThat(cached()).isEmpty();
    assertThat(brain.annotated().side(FIRST)).isEqualTo("left");
    assertThat(brain.annotations().value("transmitter", 0)).isEqualTo("ACH");
    assertThat(brain.annotated().side(SECOND)).isEmpty();
    assertThat(brain.annotated().side(7)).isEmpty();
    assertThat(notices).anyMatch(line -> line.contains("neurons.csv (once; kept in"));
    Connectome again = open();
    assertThat(again.annotated().side(FIRST)).isEqualTo("left");
    assertThat(notices).isEmpty();
    assertThat(cached()).hasSize(1);
    assertThat(store().find("brain").paths())
        .contains(brainFolder.resolve("neurons.csv"), brainFolder.resolve("classification.csv"));
  }

  @Test
  void changedTable_isReadAgain() throws IOException {
    beside("neurons.csv", "root_id,side\n%d,left\n".formatted(FIRST));
    assertThat(open().annotated().side(FIRST)).isEqualTo("left");
    beside("neurons.csv", "root_id,side\n%d,center\n".formatted(FIRST));
    assertThat(open().annotated().side(FIRST)).isEqualTo("center");
    Files.delete(brainFolder.resolve("neurons.csv"));
    assertThat(open().annotations().columns()).isEmpty();
  }

  @Test
  void damagedCache_isRebuilt() throws IOException {
    beside("neurons.csv", "root_id,side\n%d,left\n".formatted(FIRST));
    assertThat(open().annotated().side(FIRST)).isEqualTo("left");
    byte[] bytes = Files.readAllBytes(cached().getFirst());
    bytes[bytes.length - 1] ^= 1;
    Files.write(cached().getFirst(), bytes);
    assertThat(open().annotated().side(FIRST)).isEqualTo("left");
    assertThat(notices).anyMatch(line -> line.contains("is damaged") && line.contains("rebuilt"));
  }

  @Test
  void tableThatCannotBeRead_isLeftOutWithAWarning() throws IOException {
    beside("neurons.csv", "a,b\n1,2\n");
    beside("names.csv", "root_id,name\n%d,first\n".formatted(FIRST));
    assertThat(open().annotations().value("name", 0)).isEqualTo("first");
    assertThat(notices)
        .anyMatch(line -> line.startsWith("warning: ") && line.contains("none of its columns"));
    assertThat(cached()).isEmpty();
  }

  @Test
  void addedTables_comeBeforeThoseBesideAndOutliveTheCache() throws IOException {
    beside("neurons.csv", "root_id,side,type\n%d,left,A\n%d,left,B\n".formatted(FIRST, SECOND));
    Path own =
        Files.writeString(
            folder.resolve("own.csv"), "root_id,type\n%d,mine\n%d,\n".formatted(FIRST, SECOND));
    Connectome brain = open();
    AnnotationReport report = store().annotations().add(brain, List.of(own), null);
    assertThat(report.annotated()).isEqualTo(1);
    Files.delete(own);
    for (int start = 0; start < 2; start++) {
      AnnotatedNeurons neurons = open().annotated();
      assertThat(neurons.type(FIRST)).isEqualTo("mine");
      assertThat(neurons.type(SECOND)).isEqualTo("B");
      assertThat(neurons.side(FIRST)).isEqualTo("left");
      assertThat(neurons.sourceOfSides()).contains("neurons.csv");
      assertThat(neurons.annotations().column("type").orElseThrow().source())
          .isEqualTo("own.csv + neurons.csv");
    }
    assertThat(store().annotations().remove(brain)).isTrue();
    assertThat(store().annotations().remove(brain)).isFalse();
    assertThat(open().annotated().type(FIRST)).isEqualTo("A");
  }

  @Test
  void annotationsOfARun_areFoundByItsFingerprint() throws IOException {
    beside("neurons.csv", "root_id,side\n%d,left\n".formatted(FIRST));
    Connectome brain = open();
    AnnotationStore annotations = store().annotations();
    assertThat(annotations.lastOf(brain.fingerprint())).isEmpty();
    assertThat(brain.annotated().side(FIRST)).isEqualTo("left");
    assertThat(annotations.lastOf(brain.fingerprint()).orElseThrow().side(FIRST)).isEqualTo("left");
    assertThat(annotations.lastOf("../" + brain.fingerprint())).isEmpty();
  }

  @Test
  void tableOfOtherNeurons_isRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("other.csv"), "root_id,type\n7,A\n0,B\n");
    Connectome brain = open();
    assertThatThrownBy(() -> store().annotations().add(brain, List.of(other), null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("other.csv: none of its 2 rows is of a neuron of brain");
    assertThat(store().annotations().remove(brain)).isFalse();
  }
}
