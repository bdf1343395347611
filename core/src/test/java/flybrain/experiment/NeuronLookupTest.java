package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.annotation.AnnotationTables;
import flybrain.connectome.Connectome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How neurons are named in provenance, and what is said of those that are missing.
class NeuronLookupTest {
  private static final String TABLE =
      """
      id,type,side
      1,LC4,left
      2,LC4,right
      3,DNp01,left
      4,dnp01,right
      5,"a, b",left
      6,@odd,right
      """;

  @TempDir private Path folder;
  private Connectome bare = Brains.of(1);
  private Connectome annotated = bare;

  @BeforeEach
  void annotate() throws IOException {
    bare = Brains.of(LongStream.rangeClosed(1, 8).toArray());
    AnnotationTables tables = new AnnotationTables(bare.neurons().size(), bare.neurons()::indexOf);
    tables.add(Files.writeString(folder.resolve("table.csv"), TABLE), null);
    annotated = bare.with(tables.complete());
  }

  private Path file(String name, String ids) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, ids);
  }

  private static Recipe recipe(NeuronReference... neurons) {
    return Recipe.DEFAULT
        .withDriven(List.of(neurons))
        .withSets(Map.of("mine", List.of(7L, 1L), "unused", List.of(3L)));
  }

  private NeuronReference reference(String text) {
    return NeuronReference.parse(text, folder);
  }

  /// The text of the provenance gives the same neurons on the connectome without its annotations,
  /// though names differ in case only, look like files, or have commas.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "LC4;1 2",
        "DNp01;3",
        "dnp01;4",
        "LC4 & side:left;1",
        "type:\"a, b\";5",
        "type:\"@odd\" | 2;2 6",
        "\"mine\" & LC4;1",
        "mine;7 1",
        "!side:left;2 4 6 7 8",
        "all;1 2 3 4 5 6 7 8",
        "@\"my, ids.txt\" | LC4;1 2 8",
        "@\"my, ids.txt\";8"
      })
  void provenance_hasTheNeuronsThatWereMeant(String neurons, String ids) throws IOException {
    file("my, ids.txt", "8\n");
    Recipe asked = recipe(reference(neurons)).withReadOut(List.of(reference("DNp01")));
    Resolution first = asked.on(annotated);
    assertThat(ids(first)).isEqualTo(ids);
    String text = ExperimentText.of(first.provenance());
    Resolution again = ExperimentFile.parse(text, "provenance").on(bare);
    assertThat(ids(again)).as(text).isEqualTo(ids);
    assertThat(again.experiment().readOuts().getFirst().indices()).containsExactly(2);
  }

  private static String ids(Resolution resolution) {
    List<String> ids = new ArrayList<>();
    resolution.experiment().drive(0).neurons().stream()
        .forEach(index -> ids.add(Integer.toString(index + 1)));
    return String.join(" ", ids);
  }

  /// All neurons need no list of their ids.
  @Test
  void allNeurons_areNotListed() {
    for (String all : List.of("all", "ALL")) {
      Recipe provenance = recipe(new NeuronReference.Name(all)).on(bare).provenance();
      assertThat(provenance.sets()).isEmpty();
      assertThat(provenance.drive(0).neurons()).containsExactly(new NeuronReference.Name(all));
    }
  }

  /// Types and files that differ in case only: the names of sets do not.
  @Test
  void namesOfProvenance_areAllDifferent() throws IOException {
    Recipe asked =
        recipe(
            new NeuronReference.Name("DNp01"),
            new NeuronReference.Name("dnp01"),
            new NeuronReference.InFile(file("one/IDS.txt", "1\n")),
            new NeuronReference.InFile(file("two/ids.csv", "root_id\n2\n")),
            new NeuronReference.Name("MINE"));
    Recipe provenance = asked.on(annotated).provenance();
    assertThat(provenance.sets())
        .isEqualTo(
            Map.of(
                "mine", List.of(7L, 1L),
                "file_IDS", List.of(1L),
                "file_ids_2", List.of(2L),
                "DNp01", List.of(3L),
                "dnp01 2", List.of(4L)));
    assertThat(provenance.drive(0).neurons())
        .extracting(NeuronReference::label)
        .containsExactly("DNp01", "dnp01 2", "file_IDS", "file_ids_2", "MINE");
  }

  /// A set of the user may have the name that a file would get.
  @Test
  void nameOfAFile_isNotThatOfASet() throws IOException {
    Recipe asked =
        Recipe.DEFAULT
            .withDriven(
                List.of(
                    new NeuronReference.InFile(file("ids.txt", "1\n")),
                    new NeuronReference.Name("file_ids")))
            .withSets(Map.of("file_ids", List.of(2L)));
    assertThat(asked.on(bare).provenance().sets())
        .isEqualTo(Map.of("file_ids", List.of(2L), "file_ids_2", List.of(1L)));
  }

  @Test
  void idThatIsNamedTwice_isRefused() throws IOException {
    NeuronReference ids = new NeuronReference.InFile(file("ids.txt", "5\n6\n"));
    assertThatThrownBy(() -> recipe(new NeuronReference.Id(6), ids).check())
        .isInstanceOf(InputException.class)
        .hasMessage("drive: neuron id 6 appears twice; give each id once");
    // A read-out may be of several files, each a row of its own.
    recipe(new NeuronReference.Id(1)).withReadOut(List.of(ids, ids)).check();
    assertThatThrownBy(() ->
            recipe(new NeuronReference.Id(1))
                .withReadOut(List.of(new NeuronReference.Id(6), new NeuronReference.Id(6)))
                .check())
        .hasMessage("read_out: neuron id 6 appears twice; give each id once");
  }

  @Test
  void missingIdsOfAllParts_areNamedTogether() throws IOException {
    NeuronReference ids = new NeuronReference.InFile(file("ids.txt", "5\n97\n98\n"));
    Recipe asked =
        recipe(new NeuronReference.Id(1), new NeuronReference.Id(99))
            .withSilenced(List.of(ids))
            .withReadOut(List.of(new NeuronReference.Id(96)));
    assertThatThrownBy(() -> asked.on(bare))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "tiny does not have these neurons: drive: 99; silence: 97, 98; read_out: 96. Correct"
                + " them, or leave them out with --missing skip");
    Resolution skipped = asked.withMissing(Missing.SKIP).on(bare);
    assertThat(skipped.warnings())
        .containsExactly(
            "tiny does not have these neurons, left out: drive: 99; silence: 97, 98; read_out: 96");
    assertThat(skipped.experiment().silence().neurons().indices()).containsExactly(4);
    assertThat(skipped.experiment().silence().neurons().absent()).containsExactly(97L, 98L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99", "@ids.txt"})
  void partOfWhichNothingIsLeft_isRefused(String neurons) throws IOException {
    file("ids.txt", "97\n");
    Recipe asked = recipe(reference(neurons)).withMissing(Missing.SKIP);
    assertThatThrownBy(() -> asked.on(bare))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "drive: tiny has no neuron of %s, so none is left; choose other neurons or another"
                + " connectome",
            neurons.replace("@", ""));
  }

  @Test
  void neuronsThatAreChosenBesideARecipe_areChecked() throws IOException {
    Recipe recipe = recipe(new NeuronReference.Id(1));
    List<String> warnings = new ArrayList<>();
    NeuronSelection selection =
        new NeuronSelection(
            "--record-neurons",
            List.of(reference("mine"), reference("LC4 & side:right"), reference("1")),
            recipe);
    assertThat(selection.on(annotated, warnings::add).indices()).containsExactly(6, 0, 1);
    assertThat(warnings).isEmpty();
    NeuronSelection absent =
        new NeuronSelection(
            "--record-neurons", List.of(reference("99")), recipe.withMissing(Missing.SKIP));
    assertThatThrownBy(() -> absent.on(annotated, warnings::add))
        .hasMessage(
            "--record-neurons: tiny has no neuron of 99; choose other neurons or another connectome");
    assertThat(warnings)
        .containsExactly("tiny does not have these neurons, left out: --record-neurons: 99");
    assertThatThrownBy(() ->
            new NeuronSelection(
                "--record-neurons", List.of(reference("7"), reference("7")), recipe))
        .hasMessage("--record-neurons: neuron id 7 appears twice; give each id once");
  }
}
