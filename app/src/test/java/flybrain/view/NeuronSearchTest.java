package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.annotation.AnnotationTables;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.experiment.NeuronNames;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.eclipse.jetty.util.Fields;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Search, selections and groups, on neurons whose ids are the same number as a double.
class NeuronSearchTest {
  private static final long FIRST = 720575940660219265L;

  @TempDir private Path folder;
  private Connectome brain = Ring.BRAIN;

  @BeforeEach
  void annotate() throws IOException {
    StringBuilder table = new StringBuilder("root_id,type,name,side\n");
    for (int k = 0; k < 300; k++) {
      String type = k < 250 ? "LC4" : k < 280 ? "lc17" : k < 290 ? "(odd | type)" : "";
      table.append(
          "%d,%s,%s,%s\n".formatted(FIRST + k, type, "n" + k, k % 2 == 0 ? "left" : "right"));
    }
    Connectome bare =
        Connectome.of(
            "many",
            new flybrain.connectome.Neurons(
                IntStream.range(0, 300).mapToLong(k -> FIRST + k).toArray()),
            new ConnectionsBuilder(300).build());
    AnnotationTables tables = new AnnotationTables(300, bare.neurons()::indexOf);
    tables.add(Files.writeString(folder.resolve("t.csv"), table), null);
    brain = bare.with(tables.complete());
  }

  private NeuronSearch search() {
    Map<String, List<Long>> own = Map.of("My LC4", List.of(FIRST + 299, FIRST + 7, 5L));
    Recipe start = Recipe.DEFAULT.withSets(own);
    NeuronSets sets = NeuronSets.builtIn().with(own);
    return new NeuronSearch(
        brain, sets, new Neurons(brain, start), new NeuronNames(Map.of(), sets, brain.annotated()));
  }

  private static Query query(String... namesAndValues) {
    Fields fields = new Fields();
    for (int k = 0; k < namesAndValues.length; k += 2) {
      fields.put(namesAndValues[k], namesAndValues[k + 1]);
    }
    return new Query(fields);
  }

  private JsonNode found(String text, int limit) {
    return json(search().search(query("q", text, "limit", Integer.toString(limit))));
  }

  private static JsonNode json(Answer answer) {
    return JsonMapper.shared().readTree(answer.content());
  }

  private static List<String> texts(JsonNode list, String name) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.get(name).asString()));
    return texts;
  }

  /// Ids are text in JSON: a browser rounds numbers of this size.
  @Test
  void idsAreFoundByTheirBeginning_inOrder_withAllDigits() {
    JsonNode found = found("72057594066021926", 200);
    assertThat(texts(found.get("neurons"), "id"))
        .containsExactly(
            "720575940660219265",
            "720575940660219266",
            "720575940660219267",
            "720575940660219268",
            "720575940660219269");
    assertThat(found.at("/neurons/0/id").isString()).isTrue();
    assertThat(texts(found("7205759406602192655", 200).get("neurons"), "id")).isEmpty();
    JsonNode one = found("720575940660219266", 200);
    assertThat(one.at("/selections/0/text").asString()).isEqualTo("720575940660219266");
    assertThat(one.at("/selections/0/neurons").asInt()).isEqualTo(1);
  }

  @Test
  void typesAreFoundInUpperAndLowerCase_withTheNumberOfTheirNeurons() {
    JsonNode found = found("lC", 200);
    assertThat(found.get("neurons")).hasSize(200);
    assertThat(found.at("/neurons/0/type").asString()).isEqualTo("LC4");
    Map<String, Integer> selections = new TreeMap<>();
    found
        .get("selections")
        .forEach(each -> selections.put(each.get("text").asString(), each.get("neurons").asInt()));
    assertThat(selections).containsEntry("LC4", 250).containsEntry("lc17", 30);
    // Of the user's set two of three neurons are there.
    assertThat(selections).containsEntry("My LC4", 2);
  }

  /// A type that would be read as a selection is not offered as one.
  @Test
  void typeThatIsNoWord_isNotASelection() {
    JsonNode found = found("odd", 200);
    assertThat(found.get("neurons")).hasSize(10);
    assertThat(found.get("selections")).isEmpty();
  }

  @Test
  void limit_holdsForNeuronsAndSelections() {
    assertThat(found("lc", 1).get("neurons")).hasSize(1);
    assertThat(found("lc", 1).get("selections")).hasSize(1);
    assertThat(json(search().search(query("q", "lc"))).get("neurons")).hasSize(20);
    assertThatThrownBy(() -> found("lc", 201))
        .isInstanceOf(InputException.class)
        .hasMessage("parameter limit = 201: must be a whole number from 1 to 200");
  }

  @Test
  void nothingFound_isNoError() {
    JsonNode found = found("nobody & nothing", 20);
    assertThat(found.get("neurons")).isEmpty();
    assertThat(found.get("selections")).isEmpty();
    assertThat(found("((", 20).get("neurons")).isEmpty();
    // Sets of which the brain has no neuron.
    assertThat(found("sugar", 20).get("selections")).isEmpty();
  }

  @Test
  void selection_saysWhatItIs_andWhatIsMissing() {
    JsonNode left = json(search().selection(query("text", "LC4 & side:left")));
    assertThat(left.get("neurons").asInt()).isEqualTo(125);
    assertThat(left.get("indices")).hasSize(125);
    assertThat(left.at("/indices/1").asInt()).isEqualTo(2);
    assertThat(left.get("warnings")).isEmpty();
    JsonNode own = json(search().selection(query("text", "My LC4")));
    assertThat(own.get("neurons").asInt()).isEqualTo(2);
    assertThat(own.get("warnings")).hasSize(1);
    assertThat(own.at("/warnings/0").asString()).contains("My LC4", "1 of 3");
    assertThatThrownBy(() -> search().selection(query("text", "LC5")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("LC5")
        .hasMessageContaining("LC4");
  }

  @Test
  void groups_areTheValues_neuronsWithoutOneHaveNone() {
    JsonNode groups = json(new Groups(brain).answer(query("by", "cell_type")));
    assertThat(groups.get("values").toString()).isEqualTo("[\"LC4\",\"lc17\",\"(odd | type)\"]");
    assertThat(groups.get("codes")).hasSize(300);
    assertThat(groups.at("/codes/249").asInt()).isZero();
    assertThat(groups.at("/codes/250").asInt()).isEqualTo(1);
    assertThat(groups.at("/codes/299").asInt()).isEqualTo(-1);
    assertThatThrownBy(() -> new Groups(brain).answer(query("by", "typ")))
        .hasMessage(
            "by = typ: is not an annotation of many; did you mean 'type'?; allowed: type, side,"
                + " name");
    assertThatThrownBy(() -> new Groups(Ring.BRAIN).answer(query("by", "type")))
        .hasMessage(
            "by = type: is not an annotation of ring; allowed: none, it has no annotations");
  }
}
