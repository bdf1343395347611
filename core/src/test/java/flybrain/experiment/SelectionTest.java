package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.UnknownNameException;
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

class SelectionTest {
  private static final String TABLE =
      """
      id,type,class,side,hemilineage
      1,LC4,visual,left,VPNp&v1
      2,LC4,visual,right,
      3,LPLC2,visual,left,"a, b"
      4,LPLC2,,right,
      5,DNp01,,left,
      6,dnp01,,right,
      7,,,,
      """;

  @TempDir private Path folder;
  private Connectome brain = Brains.of(1);

  @BeforeEach
  void annotate() throws IOException {
    Connectome bare = Brains.of(LongStream.rangeClosed(1, 8).toArray());
    AnnotationTables tables = new AnnotationTables(bare.neurons().size(), bare.neurons()::indexOf);
    tables.add(Files.writeString(folder.resolve("table.csv"), TABLE), null);
    brain = bare.with(tables.complete());
  }

  private static Recipe recipe(String neurons) {
    return Recipe.DEFAULT
        .withDriven(NeuronReference.parseList(neurons))
        .withSets(Map.of("mine", List.of(1L, 5L), "odd & set", List.of(8L), "b(c", List.of(7L)));
  }

  private List<Long> found(String neurons) {
    List<Long> ids = new ArrayList<>();
    recipe(neurons).on(brain).experiment().drive(0).neurons().stream()
        .forEach(index -> ids.add(brain.neurons().id(index)));
    return ids;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "LC4;1 2",
        "lc4;1 2",
        "dnp01;6",
        "DNp01;5",
        "type:LC4;1 2",
        "cell_type:lc4;1 2",
        "type:/(LP)?LC.{1,2}/;1 2 3 4",
        "type:/(?i)DNP01/;5 6",
        "side:left;1 3 5",
        "LC4 & side:right;2",
        "LC4&side:right;2",
        "(LC4 | LPLC2) & side:left;1 3",
        "(LC4, LPLC2) & side:left,7;1 3 7",
        "LC4 | LPLC2 & side:left;1 2 3",
        "!side:left;2 4 6 7 8",
        "! (side:left | side:right);7 8",
        "!!LC4;1 2",
        "all & !LC4;3 4 5 6 7 8",
        "all;1 2 3 4 5 6 7 8",
        "class:\"\" & !7;4 5 6 8",
        "side:'';7 8",
        "hemilineage:\"VPNp&v1\";1",
        "hemilineage:\"a, b\",2;3 2",
        "mine & side:left;1 5",
        "mine & DNp01;5",
        "mine,LC4;1 5 2",
        "'odd & set';8",
        "odd & set;8",
        "b(c;7",
        "\"mine\" & LC4;1",
        "\"mine\" & \"LC4\";1",
        "'mine' | 'LC4';1 2 5",
        "hemilineage: \"a, b\";3",
        "5 | 6;5 6"
      })
  void selection_findsTheNeurons(String neurons, String ids) {
    List<Long> expected = List.of(ids.split(" ")).stream().map(Long::valueOf).toList();
    assertThat(found(neurons)).containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "LC5;neuron set or type 'LC5' is unknown; did you mean 'LC4'?",
        "type:LC5;drive: tiny: no neuron has the type 'LC5'; did you mean 'LC4'?; there are LC4,",
        "side:lef;no neuron has the side 'lef'; did you mean 'left'?; there are left, right",
        "sid:left;'sid:left': tiny has no column 'sid' of its neurons; did you mean 'side'?; it has",
        "type:/C4/;no type fits /C4/ as a whole; there are LC4, LPLC2",
        "type:/X.*/;no type fits /X.*/ as a whole; there are LC4, LPLC2",
        "LC4 & (LPLC2|7);no neuron of 'LC4 & (LPLC2 | 7)': 2 of 'LC4', 3 of 'LPLC2 | 7', none in both",
        "LC4 & side:left & 2;2 of 'LC4', 3 of 'side:left', 1 of '2', none in all",
        "!all;tiny has no neuron of '!all'",
        "LC4 | 99;tiny does not have these neurons: drive: 99",
        "LC4 &;neurons 'LC4 &': neurons are missing at its end",
        "LC4 & | 7;neurons are missing before '| 7'",
        "(LC4;neurons '(LC4': a bracket is not closed",
        "LC4);')' closes no bracket",
        "type:;type: has no value",
        "type:/(/;/(/ is not a regular expression",
        "type:\"LC4;is not closed",
        "type:LC4 side:left;put & or | between 'type:LC4' and 'side:left'",
        "top 0 of rates.csv;top 0: must be from 1",
        "top 5 of;name a file",
        "top 5 of absent.csv;absent.csv: no such file",
        "@absent.txt & LC4;absent.txt: no such file"
      })
  void selectionWithoutNeurons_saysWhy(String neurons, String message) {
    assertThatThrownBy(() -> found(neurons))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void withoutAnnotations_theErrorSaysHowToAddThem() {
    Connectome bare = Brains.of(1, 2);
    assertThatThrownBy(() -> recipe("type:LC4").on(bare))
        .isInstanceOf(UnknownNameException.class)
        .hasMessageContaining(
            "'type:LC4': tiny has no table of its neurons; add one with: flybrain data annotate");
    assertThatThrownBy(() -> recipe("suger").on(bare))
        .isInstanceOf(UnknownNameException.class)
        .hasMessage(
            "neuron set 'suger' is unknown; did you mean 'sugar'?; `flybrain neurons` lists all sets;"
                + " tiny has no cell types, `flybrain data annotate` adds them");
  }

  @Test
  void filesOfIds_joinSelections() throws IOException {
    Path ids = Files.writeString(folder.resolve("my ids (1).txt"), "1\n4\n");
    assertThat(found("@" + ids)).containsExactly(1L, 4L);
    assertThat(found("@\"" + ids + "\" & side:right")).containsExactly(4L);
    assertThat(recipe("@\"" + ids + "\" & side:right").files()).containsExactly(ids);
    Path withSign = Files.writeString(folder.resolve("a&b.txt"), "2\n");
    assertThat(found("@" + withSign)).containsExactly(2L);
  }

  @Test
  void transmitters_areFoundByAnyOfTheirNames() throws IOException {
    AnnotationTables tables =
        new AnnotationTables(brain.neurons().size(), brain.neurons()::indexOf);
    String words = "1,ACH\n2,acetylcholine\n3,GLUT\n4,glutamate\n5,SER\n6,5HT\n7,histamine\n";
    tables.add(Files.writeString(folder.resolve("nt.csv"), "id,top_nt\n" + words), null);
    brain = brain.with(tables.complete());
    assertThat(found("transmitter:acetylcholine")).containsExactly(1L, 2L);
    assertThat(found("top_nt:ach")).containsExactly(1L, 2L);
    assertThat(found("transmitter:Glu")).containsExactly(3L, 4L);
    assertThat(found("transmitter:serotonin")).containsExactly(5L, 6L);
    assertThat(found("transmitter:Histamine")).containsExactly(7L);
    assertThat(found("transmitter:/ACH/")).containsExactly(1L);
    assertThat(brain.annotations().value("transmitter", 1)).isEqualTo("acetylcholine");
    assertThatThrownBy(() -> found("transmitter:gaba"))
        .isInstanceOf(UnknownNameException.class)
        .hasMessageContaining("no neuron has the transmitter 'gaba'");
  }

  @Test
  void mostActive_areThoseOfHighestRateInAnyExperiment() throws IOException {
    Path rates =
        Files.writeString(
            folder.resolve("rates.csv"),
            """
            flyid,name,type,side,a,a_sd,b,b_sd
            1,,,,5.0,900,,
            2,,,,7.0,1,1.0,1
            3,,,,nan,,40.0,1
            4,,,,7.0,1,0.0,0
            5,,,,0.0,0,0.0,0
            """);
    assertThat(found("top 1 of " + rates)).containsExactly(3L);
    assertThat(found("top 3 of \"" + rates + "\"")).containsExactly(2L, 3L, 4L);
    assertThat(found("top 3 of " + rates + " & !LC4")).containsExactly(3L, 4L);
    assertThat(found("top 99 of " + rates)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(recipe("top 3 of " + rates).files()).containsExactly(rates);
    Path wrong = Files.writeString(folder.resolve("wrong.csv"), "flyid,a\n1,x\n");
    assertThatThrownBy(() -> found("top 3 of " + wrong))
        .hasMessageContaining("wrong.csv: line 2: column 'a': 'x' is not a rate in Hz");
  }

  @Test
  void provenance_hasTheIdsAndRunsWithoutAnnotations() throws IOException {
    Path ids = Files.writeString(folder.resolve("ids.txt"), "1\n4\n");
    for (String neurons :
        List.of(
            "LC4 & side:right",
            "LC4",
            "(LC4, LPLC2) & side:left",
            "@\"" + ids + "\" & LPLC2",
            "all & !LC4")) {
      Resolution resolution = recipe(neurons).on(brain);
      String text = ExperimentText.of(resolution.provenance());
      Connectome bare = Brains.of(LongStream.rangeClosed(1, 8).toArray());
      Resolution again = ExperimentFile.parse(text, "provenance").on(bare);
      assertThat(again.experiment().drive(0).neurons().indices())
          .as(text)
          .containsExactly(resolution.experiment().drive(0).neurons().indices());
      assertThat(resolution.provenance().sets()).hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void experimentFile_hasSelectionsWithFilesBesideIt() throws IOException {
    Files.writeString(folder.resolve("ids.txt"), "1\n4\n");
    Path file =
        Files.writeString(
            folder.resolve("e.toml"),
            """
            read_out = ["DNp01", "LPLC2 & side:left"]
            [drive]
            neurons = ["@ids.txt & LC4", "LPLC2 & side:right"]
            [silence]
            neurons = "class:visual & side:right"
            """);
    Experiment experiment = ExperimentFile.read(file).on(brain).experiment();
    assertThat(experiment.drive(0).neurons().indices()).containsExactly(0, 3);
    assertThat(experiment.silence().neurons().indices()).containsExactly(1);
    assertThat(experiment.readOuts())
        .extracting(NeuronSet::name)
        .containsExactly("DNp01", "LPLC2 & side:left");
  }
}
