package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.annotation.AnnotationTables;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.Neurons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedNeuronsTest {
  private static final long ID = 720575940660219265L;

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  private static List<Long> ids(RecordedNeurons neurons, String references) {
    return neurons.ids(NeuronReference.parseList(references));
  }

  private RecordedNeurons onABrain() throws IOException {
    Neurons neurons = new Neurons(new long[] {ID, ID + 1, ID + 2});
    AnnotationTables tables = new AnnotationTables(neurons.size(), neurons::indexOf);
    tables.add(
        Files.writeString(
            folder.resolve("types.csv"),
            "root_id,type\n%d,LC4\n%d,LC4\n%d,LC6\n".formatted(ID + 2, ID, ID + 1)),
        null);
    return new RecordedNeurons(
        NeuronSets.builtIn(),
        "tiny",
        () -> new AnnotatedNeurons(neurons, tables.complete()),
        warnings::add);
  }

  @Test
  void ids_areThemselvesWhateverTheConnectome() {
    assertThat(ids(RecordedNeurons.of(NeuronSets.builtIn()), ID + "," + (ID + 1) + ",7"))
        .containsExactly(ID, ID + 1, 7L);
  }

  @Test
  void sets_areTheirNeuronsInEveryVersion_eachOnce() {
    List<Long> sugar = NeuronSets.builtIn().get("sugar").idsOfAllVersions();
    assertThat(ids(RecordedNeurons.of(NeuronSets.builtIn()), "sugar," + sugar.getFirst() + ",7"))
        .containsExactlyElementsOf(Stream.concat(sugar.stream(), Stream.of(7L)).toList());
  }

  @Test
  void files_areTheirIds() throws IOException {
    Path file = Files.writeString(folder.resolve("ids.txt"), ID + "\n7\n");
    assertThat(ids(RecordedNeurons.of(NeuronSets.builtIn()), "@" + file)).containsExactly(ID, 7L);
  }

  @Test
  void types_areOfTheConnectome() throws IOException {
    assertThat(ids(onABrain(), "LC4")).containsExactlyInAnyOrder(ID, ID + 2);
    assertThat(ids(onABrain(), "LC4,LC6," + ID)).hasSize(3).doesNotHaveDuplicates();
    assertThat(warnings).isEmpty();
  }

  @Test
  void typeWithoutAConnectome_saysWhatIsMissing() {
    assertThatThrownBy(() -> ids(RecordedNeurons.of(NeuronSets.builtIn()), "suger"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "neurons 'suger': no set has this name; did you mean 'sugar'?, and which neurons of the"
                + " run's connectome are of this type or selection is not known here; name the"
                + " connectome of the run with --connectome");
    RecordedNeurons named =
        new RecordedNeurons(
            NeuronSets.builtIn(), "hemibrain", () -> AnnotatedNeurons.NONE, warnings::add);
    assertThatThrownBy(() -> ids(named, "LC4"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("which neurons of 'hemibrain' are of this type");
  }

  /// Reading a connectome takes longer than all else.
  @Test
  void connectome_isReadOnlyForATypeOrSelection() {
    RecordedNeurons neurons =
        new RecordedNeurons(
            NeuronSets.builtIn(),
            "tiny",
            () -> {
              throw new AssertionError("read");
            },
            warnings::add);
    assertThat(ids(neurons, "7,sugar")).isNotEmpty();
    assertThatThrownBy(() -> ids(neurons, "LC4")).isInstanceOf(AssertionError.class);
  }
}
