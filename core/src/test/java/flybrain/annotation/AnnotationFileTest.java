package flybrain.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationFileTest {
  private static final List<Long> IDS = List.of(30L, 10L, 20L);

  @TempDir private Path folder;
  private Path file;
  private NeuronAnnotations annotations = NeuronAnnotations.NONE;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("a.annotations");
    Path table =
        Files.writeString(folder.resolve("t.csv"), "id,type,note\n10,LC4,ä\n20,LC4,\n30,,\n");
    AnnotationTables tables = new AnnotationTables(IDS.size(), IDS::indexOf);
    tables.add(table, null);
    annotations = tables.complete();
    AnnotationFile.write(file, "made of t.csv", IDS.size(), IDS::get, annotations);
  }

  @Test
  void mappedFile_hasWhatWasWritten() throws IOException {
    AnnotationFile.Mapped mapped = AnnotationFile.map(file, true);
    assertThat(mapped.origin()).isEqualTo("made of t.csv");
    assertThat(mapped.idArray()).containsExactly(30, 10, 20);
    NeuronAnnotations read = NeuronAnnotations.read(mapped::columns);
    for (int neuron = 0; neuron < IDS.size(); neuron++) {
      assertThat(read.value("type", neuron)).isEqualTo(annotations.value("type", neuron));
      assertThat(read.value("note", neuron)).isEqualTo(annotations.value("note", neuron));
    }
    AnnotationColumn type = read.column("type").orElseThrow();
    assertThat(type.where("LC4"::equals).stream()).containsExactly(1, 2);
    assertThat(type.where(String::isEmpty).stream()).containsExactly(0);
    assertThat(type.values()).containsExactly("LC4");
    assertThat(type.annotated()).isEqualTo(2);
    assertThat(type.source()).isEqualTo("t.csv");
  }

  @Test
  void damage_isNoticed() throws IOException {
    byte[] sound = Files.readAllBytes(file);
    for (int at = 0; at < sound.length; at++) {
      byte[] damaged = sound.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertThatThrownBy(() -> AnnotationFile.map(file, true))
          .as("byte " + at)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a.annotations: is damaged");
    }
    Files.write(file, java.util.Arrays.copyOf(sound, sound.length - 1));
    assertThatThrownBy(() -> AnnotationFile.map(file, false)).isInstanceOf(IOException.class);
    Files.write(file, new byte[3]);
    assertThatThrownBy(() -> AnnotationFile.map(file, false)).isInstanceOf(IOException.class);
  }

  @Test
  void table_isReadAgainWithItsSources() throws IOException {
    Path table = folder.resolve("kept.parquet");
    AnnotationFile.writeTable(table, IDS.size(), IDS::get, annotations);
    AnnotationTables tables = new AnnotationTables(IDS.size(), IDS::indexOf);
    AnnotationReport.OfTable report = tables.add(table, null);
    assertThat(report.rows()).isEqualTo(2);
    assertThat(tables.complete().value("note", 1)).isEqualTo("ä");
    assertThat(tables.complete().column("type").orElseThrow().source()).isEqualTo("t.csv");
  }
}
