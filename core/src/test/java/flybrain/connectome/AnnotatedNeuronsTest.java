package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotatedNeuronsTest {
  private static final String TABLE =
      """
      root_id,type,side,super_class,class
      %d,LC4,left,visual,lobula
      %d,,right,visual,
      %d,MN9,,,
      %d,,left,,
      """
          .formatted(Fixtures.IDS[0], Fixtures.IDS[1], Fixtures.IDS[2], Fixtures.IDS[3]);

  @TempDir private Path folder;

  private AnnotatedNeurons annotated() throws IOException {
    Fixtures.put(folder, "completeness.csv", "connectivity.parquet");
    Files.writeString(folder.resolve("neurons.csv"), TABLE);
    return new ConnectomeStore(folder, folder.resolve("cache"), folder.resolve("data"))
        .open(folder.toString(), _ -> {})
        .annotated();
  }

  @Test
  void label_hasWhatIsKnown() throws IOException {
    AnnotatedNeurons known = annotated();
    assertThat(known.label(Fixtures.IDS[0])).isEqualTo(Fixtures.IDS[0] + " LC4 left");
    assertThat(known.label(Fixtures.IDS[1])).isEqualTo(Fixtures.IDS[1] + " visual right");
    assertThat(known.label(Fixtures.IDS[2])).isEqualTo(Fixtures.IDS[2] + " MN9");
    assertThat(known.label(Fixtures.IDS[3])).isEqualTo(Fixtures.IDS[3] + " left");
    assertThat(known.label(Fixtures.IDS[4])).isEqualTo(Long.toString(Fixtures.IDS[4]));
    assertThat(known.label(17)).as("no neuron of this connectome").isEqualTo("17");
  }

  /// A class is no type, but says what a neuron is where no type is known.
  @Test
  void cell_isTheTypeOrTheFinestClass() throws IOException {
    AnnotatedNeurons known = annotated();
    assertThat(known.type(Fixtures.IDS[0])).isEqualTo("LC4");
    assertThat(known.cell(Fixtures.IDS[0])).isEqualTo("LC4");
    assertThat(known.type(Fixtures.IDS[1])).isEmpty();
    assertThat(known.cell(Fixtures.IDS[1])).isEqualTo("visual");
    assertThat(known.cell(17)).isEmpty();
    assertThat(known.type(17)).isEmpty();
    assertThat(known.side(Fixtures.IDS[1])).isEqualTo("right");
    assertThat(known.side(Fixtures.IDS[2])).isEmpty();
  }

  @Test
  void sourceOfSides_isTheirTable() throws IOException {
    assertThat(annotated().sourceOfSides())
        .hasValueSatisfying(source -> assertThat(source).contains("neurons.csv"));
    assertThat(AnnotatedNeurons.NONE.sourceOfSides()).isEmpty();
    assertThat(AnnotatedNeurons.NONE.label(5)).isEqualTo("5");
  }
}
