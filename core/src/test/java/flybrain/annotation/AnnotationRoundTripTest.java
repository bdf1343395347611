package flybrain.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is known of neurons, through both kinds of files.
class AnnotationRoundTripTest {
  private static final long FIRST = 720575940660219265L;

  private static final List<String> VALUES =
      List.of(
          "",
          "",
          "LC4",
          "a, b",
          "\"q\"",
          "two\nlines",
          "\u00e4\u6f22\ud83e\udeb0",
          "0",
          "-1",
          "1e5");

  private static final List<String> NAMES =
      List.of("type", "side", "x", "cell_type", "pos_x", "my note", "root_id", "id", "\u7a2e");

  @TempDir private Path folder;

  private static int indexOf(long id, int neurons) {
    return id >= FIRST && id < FIRST + neurons ? (int) (id - FIRST) : -1;
  }

  /// Columns of random tables, as a reader of them would have made them: a second name for a thing
  /// only beside the first.
  private static NeuronAnnotations random(RandomGenerator random, int neurons) {
    List<AnnotationColumn> columns = new ArrayList<>();
    for (String name : NAMES) {
      boolean mayBe =
          name.equals(ColumnName.of(name))
              || columns.stream().anyMatch(column -> column.name().equals(ColumnName.of(name)));
      if (mayBe && random.nextBoolean()) {
        GrowingColumn column = new GrowingColumn(name, neurons);
        for (int neuron = 0; neuron < neurons; neuron++) {
          String value = VALUES.get(random.nextInt(VALUES.size()));
          if (!value.isEmpty()) {
            column.set(neuron, value, name + ".csv");
          }
        }
        columns.add(column.complete());
      }
    }
    return NeuronAnnotations.of(columns);
  }

  private static void assertSame(NeuronAnnotations read, NeuronAnnotations written, int neurons) {
    for (AnnotationColumn column : written.columns()) {
      for (int neuron = 0; neuron < neurons; neuron++) {
        assertThat(read.value(column.name(), neuron))
            .as("%s of neuron %d", column.name(), neuron)
            .isEqualTo(column.value(neuron));
      }
      if (column.annotated() > 0) {
        assertThat(read.column(column.name()).orElseThrow().source()).isEqualTo(column.source());
      }
    }
  }

  @Property(tries = 30)
  void mappedFile_hasWhatWasWritten(RandomGenerator random) throws IOException {
    int neurons = random.nextInt(30);
    NeuronAnnotations written = random(random, neurons);
    Path file = folder.resolve("a.annotations");
    AnnotationFile.write(file, "line 1\nline 2", neurons, k -> FIRST + k, written);
    AnnotationFile.Mapped mapped = AnnotationFile.map(file, true);
    assertThat(mapped.origin()).isEqualTo("line 1\nline 2");
    assertThat(mapped.idArray()).hasSize(neurons);
    assertThat(mapped.columns())
        .extracting(AnnotationColumn::name)
        .isEqualTo(written.columns().stream().map(AnnotationColumn::name).toList());
    assertSame(NeuronAnnotations.read(mapped::columns), written, neurons);
    for (int neuron = 0; neuron < neurons; neuron++) {
      assertThat(mapped.idArray()[neuron]).isEqualTo(FIRST + neuron);
    }
  }

  /// Checked or not: the length is known from the header.
  @Property(tries = 20)
  void fileOfAnotherLength_isRefused(RandomGenerator random) throws IOException {
    Path file = folder.resolve("a.annotations");
    AnnotationFile.write(file, "o", 20, k -> FIRST + k, random(random, 20));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, wrongLength(whole.length, random)));
    for (boolean check : new boolean[] {true, false}) {
      assertThatThrownBy(() -> AnnotationFile.map(file, check))
          .isInstanceOf(IOException.class)
          .hasMessage(file + ": is damaged or of another version");
    }
  }

  private static int wrongLength(int length, RandomGenerator random) {
    return random.nextInt(4) == 0 ? length + 1 : random.nextInt(length);
  }

  @Property(tries = 30)
  void table_isReadAgainAsItWas(RandomGenerator random) throws IOException {
    int neurons = random.nextInt(1, 30);
    NeuronAnnotations written = random(random, neurons);
    if (written.columns().isEmpty()) {
      return;
    }
    Path file = folder.resolve("kept.parquet");
    AnnotationFile.writeTable(file, neurons, k -> FIRST + k, written);
    AnnotationTables tables = new AnnotationTables(neurons, id -> indexOf(id, neurons));
    AnnotationReport.OfTable report = tables.add(file, null);
    assertThat(report.idColumn()).isEqualTo("flywire_id");
    assertThat(report.contradictions()).isEmpty();
    assertThat(report.unknown() + report.withoutId() + report.repeated()).isZero();
    assertSame(tables.complete(), written, neurons);
  }

  /// Rows are written in batches of 16,384; neurons of which nothing is known have none.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 32_768})
  void anyNumberOfRows_isWritten(int known) throws IOException {
    int neurons = known + 7;
    GrowingColumn type = new GrowingColumn("type", neurons);
    for (int neuron = 0; neuron < known; neuron++) {
      type.set(neuron + 5, "t" + neuron % 3, "t.csv");
    }
    Path file = folder.resolve("kept.parquet");
    AnnotationFile.writeTable(
        file, neurons, k -> FIRST + k, NeuronAnnotations.of(List.of(type.complete())));
    AnnotationTables tables = new AnnotationTables(neurons, id -> indexOf(id, neurons));
    assertThat(tables.add(file, null).rows()).isEqualTo(known);
    assertThat(tables.report().annotated()).isEqualTo(known);
    AnnotationColumn read = tables.complete().column("type").orElseThrow();
    assertThat(read.where(String::isEmpty).cardinality()).isEqualTo(7);
    for (int neuron = 0; neuron < known; neuron += 997) {
      assertThat(read.value(neuron + 5)).isEqualTo("t" + neuron % 3);
    }
  }
}
