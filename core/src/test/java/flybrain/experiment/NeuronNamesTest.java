package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.annotation.AnnotationTables;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.Neurons;
import flybrain.experiment.NamedSet.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeuronNamesTest {
  private static final long ID = 720575940000000001L;

  @TempDir private Path folder;

  private AnnotatedNeurons annotated(String table) throws IOException {
    Neurons neurons = new Neurons(new long[] {ID, ID + 1, ID + 2});
    AnnotationTables tables = new AnnotationTables(neurons.size(), neurons::indexOf);
    tables.add(Files.writeString(folder.resolve("types.csv"), table), null);
    return new AnnotatedNeurons(neurons, tables.complete());
  }

  private static NeuronNames names(Map<Long, String> readOuts, Long... mine) {
    NeuronSets sets = NeuronSets.builtIn();
    return new NeuronNames(
        readOuts,
        mine.length == 0 ? sets : sets.with(Map.of("mine", List.of(mine))),
        AnnotatedNeurons.NONE);
  }

  private static long firstOf(Kind kind) {
    return NeuronSets.builtIn().all().stream()
        .filter(set -> set.kind() == kind)
        .findFirst()
        .orElseThrow()
        .idsOfAllVersions()
        .getFirst();
  }

  @Test
  void readOut_comesBeforeSets_andTheUsersSetBeforeOurs() {
    long sugar = NeuronSets.builtIn().get("sugar").idsOfAllVersions().getFirst();
    assertThat(names(Map.of()).name(sugar)).isEqualTo("sugar");
    assertThat(names(Map.of(), sugar, ID).name(sugar)).isEqualTo("mine");
    assertThat(names(Map.of(sugar, "left one"), sugar).name(sugar)).isEqualTo("left one");
    assertThat(names(Map.of(), sugar, ID).name(ID)).isEqualTo("mine");
    assertThat(names(Map.of()).name(ID)).isEmpty();
  }

  /// A read-out that was named by its id has no name.
  @Test
  void idAsAName_isNone() {
    assertThat(names(Map.of(ID, Long.toString(ID))).name(ID)).isEmpty();
    assertThat(names(Map.of(ID, Long.toString(ID + 1))).name(ID)).isEqualTo(Long.toString(ID + 1));
  }

  @Test
  void cellTypeOfThePaper_isATypeAndNoName() {
    long typed = firstOf(Kind.SEZ_TYPE);
    NeuronNames names = names(Map.of());
    assertThat(names.type(typed)).isNotEmpty();
    assertThat(names.name(typed)).isNotEqualTo(names.type(typed));
    assertThat(names.cell(typed)).isEqualTo(names.type(typed));
  }

  @Test
  void tableOfTypes_comesBeforeThePaper() throws IOException {
    NeuronNames names =
        new NeuronNames(
            Map.of(),
            NeuronSets.builtIn().with(Map.of("mine", List.of(ID, ID + 2))),
            annotated(
                "root_id,type,super_class,side\n%d,LC4,optic,left\n%d,,motor,right\n%d,,,center\n"
                    .formatted(ID, ID + 1, ID + 2)));
    assertThat(names.type(ID)).isEqualTo("LC4");
    assertThat(names.cell(ID)).isEqualTo("LC4");
    assertThat(names.side(ID)).isEqualTo("left");
    assertThat(names.type(ID + 1)).isEmpty();
    assertThat(names.cell(ID + 1)).as("its class").isEqualTo("motor");
    assertThat(names.sourceOfSides()).contains("types.csv");
    assertThat(names.label(ID)).isEqualTo("mine LC4 left " + ID);
    assertThat(names.label(ID + 1)).isEqualTo("motor right " + (ID + 1));
    assertThat(names.label(ID + 2)).isEqualTo("mine center " + (ID + 2));
    assertThat(names.label(7)).as("of another connectome").isEqualTo("7");
  }

  @Test
  void withoutTables_thereIsNoSourceOfSides() {
    assertThat(names(Map.of()).sourceOfSides()).isEmpty();
    assertThat(names(Map.of()).side(ID)).isEmpty();
  }
}
