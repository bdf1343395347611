package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.SharedData;
import flybrain.connectome.ConnectomeStore;
import flybrain.connectome.Neurons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NeuronSetsTest {
  private static final NeuronSets SETS = NeuronSets.builtIn();
  private static final long SUGAR_V783_ONLY = 720575940639259967L;
  private static final long SUGAR_V630_ONLY = 720575940620900446L;

  @ParameterizedTest
  @CsvSource({
    "sugar,21",
    "sugar_left,10",
    "bitter,21",
    "ir94e,18",
    "water,18",
    "jon_ce,70",
    "jon_f,60",
    "jon_d_m,16",
    "jon_all,146",
    "p9,2",
    "three_inhibitory,3",
    "MN9_left,1",
    "MN9_right,1",
    "aDN1,1",
    "aDN2_left,1",
    "aBN1,1",
    "aDT6,11",
    "whisker,2",
    "sugar_GRNs,23",
    "bitter_GRNs,42",
    "LC_4s,104",
    "JO_CE_bilateral,209",
    "Or56a,39",
    "Giant_Fiber_2,1"
  })
  void builtInSet_hasThePapersSize(String name, int size) {
    assertThat(SETS.get(name).versions().values())
        .allSatisfy(ids -> assertThat(new HashSet<>(ids)).hasSize(size).hasSameSizeAs(ids));
  }

  @Test
  void sezTypes_areThePapers106With372Entries() {
    List<NamedSet> types =
        SETS.all().stream().filter(set -> set.kind() == NamedSet.Kind.SEZ_TYPE).toList();
    assertThat(types).hasSize(106);
    assertThat(
            types.stream().mapToInt(set -> set.versions().values().iterator().next().size()).sum())
        .isEqualTo(372);
  }

  @Test
  @Tag("shared")
  void builtInIds_areThoseOfThePaper() {
    JsonNode paper = reference("paper-neurons.json");
    paper
        .get("sets")
        .properties()
        .forEach(e -> {
          if (e.getKey().startsWith("sugar_right_")) {
            assertThat(SETS.get("sugar").versions().get(e.getKey().replace("sugar_right_", "")))
                .isEqualTo(longs(e.getValue()));
          } else {
            assertThat(ofPaper(e.getKey())).isEqualTo(longs(e.getValue()));
          }
        });
    paper
        .get("readouts")
        .properties()
        .forEach(e -> assertThat(ofPaper(e.getKey())).isEqualTo(List.of(e.getValue().longValue())));
    paper
        .get("sez_types")
        .properties()
        .forEach(e -> assertThat(ofPaper(e.getKey())).isEqualTo(longs(e.getValue())));
  }

  /// The paper's own list, of v630 where v783 has another.
  private static List<Long> ofPaper(String name) {
    return List.copyOf(SETS.get(name).versions().values()).getLast();
  }

  @Test
  @Tag("shared")
  void idsOfTheSuitesExamples_areThoseOfItsNotebook() {
    JsonNode suite = reference("suite-example-neurons.json");
    suite
        .get("sets")
        .properties()
        .forEach(e ->
            assertThat(SETS.get(e.getKey()).versions().get("v783")).isEqualTo(longs(e.getValue())));
    suite
        .get("read_outs")
        .properties()
        .forEach(e ->
            assertThat(SETS.get(e.getKey()).versions().values().iterator().next())
                .isEqualTo(List.of(e.getValue().longValue())));
  }

  @Test
  @Tag("shared")
  void everySet_isCompleteOnV783_orSaysWhyNot() throws IOException {
    String folder = SharedData.path("data/flywire-783-min5").toString();
    Neurons v783 = ConnectomeStore.standard().open(folder, _ -> {}).neurons();
    for (NamedSet set : SETS.all()) {
      List<Long> absent = set.idsFor(v783).stream().filter(id -> v783.indexOf(id) < 0).toList();
      assertThat(set.lost().keySet()).as(set.name()).containsExactlyInAnyOrderElementsOf(absent);
      assertThat(set.source()).isNotBlank();
    }
    assertThat(SETS.get("MN9_right").idsFor(v783)).containsExactly(720575940618238523L);
    assertThat(SETS.get("gallinule").lost()).isEmpty();
    assertThat(SETS.get("TH_VUM").lost()).hasSize(1);
  }

  private static JsonNode reference(String name) {
    return JsonMapper.shared().readTree(SharedData.path("reference/" + name).toFile());
  }

  private static List<Long> longs(JsonNode ids) {
    return ids.values().stream().map(JsonNode::longValue).toList();
  }

  @Test
  void sugar_isTheListOfTheConnectomeInUse() {
    NamedSet sugar = SETS.get("sugar");
    assertThat(sugar.idsFor(Brains.of(SUGAR_V630_ONLY).neurons()))
        .contains(SUGAR_V630_ONLY)
        .doesNotContain(SUGAR_V783_ONLY);
    assertThat(sugar.idsFor(Brains.of(SUGAR_V783_ONLY).neurons()))
        .contains(SUGAR_V783_ONLY)
        .doesNotContain(SUGAR_V630_ONLY);
  }

  @Test
  void sugarOnABrainWithoutEither_isTheNewestList() {
    assertThat(SETS.get("sugar").idsFor(Brains.of(1).neurons())).contains(SUGAR_V783_ONLY);
  }

  @Test
  void names_areFoundInAnyCase() {
    assertThat(SETS.get("SUGAR").name()).isEqualTo("sugar");
    assertThat(SETS.get("mn9_LEFT").name()).isEqualTo("MN9_left");
  }

  @Test
  void unknownName_suggestsTheNearest() {
    assertThatThrownBy(() -> SETS.get("suger"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'suger'")
        .hasMessageContaining("'sugar'")
        .hasMessageContaining("flybrain neurons");
  }

  @Test
  void search_looksAtNamesDescriptionsAndIds() {
    assertThat(SETS.search("JON")).extracting(NamedSet::name).contains("jon_ce", "jon_all");
    assertThat(SETS.search("antennal descending"))
        .extracting(NamedSet::name)
        .containsExactly("aDN1", "aDN2_left", "aDN1_right", "aDN1_left");
    assertThat(SETS.search(Long.toString(SUGAR_V630_ONLY)))
        .extracting(NamedSet::name)
        .containsExactly("sugar");
    assertThat(SETS.search(" 0660219265 ")).extracting(NamedSet::name).containsExactly("MN9_left");
    assertThat(SETS.search("no such thing")).isEmpty();
  }

  @Test
  void usersSet_takesThePlaceOfOneOfTheSameName() {
    NeuronSets sets = SETS.with(Map.of("Sugar", List.of(5L), "mine", List.of(6L, 7L)));
    assertThat(sets.get("sugar").versions().values()).containsExactly(List.of(5L));
    assertThat(sets.get("sugar").kind()).isEqualTo(NamedSet.Kind.USER);
    assertThat(sets.get("mine").contains(7)).isTrue();
    assertThat(sets.namesById().get(6L)).containsExactly("mine");
    assertThat(SETS.find("mine")).isEmpty();
    assertThat(SETS.get("sugar").kind()).isEqualTo(NamedSet.Kind.SET);
  }

  @Test
  void namedNeurons_areOfV630OnTheSyntheticBrain() {
    long[] ids =
        Arrays.stream(paperSets())
            .flatMap(name -> ofPaper(name).stream())
            .mapToLong(Long::longValue)
            .distinct()
            .toArray();
    Neurons synthetic = Brains.of(ids).neurons();
    for (String name : paperSets()) {
      assertThat(SETS.get(name).idsFor(synthetic)).as(name).isEqualTo(ofPaper(name));
    }
  }

  @Test
  void idsOfOneNeuron_standAtOnePlace() {
    assertThat(SETS.get("MN9_right").idsOfNeurons())
        .containsExactly(List.of(720575940618238523L, 720575940645521262L));
    assertThat(SETS.get("MN9_left").idsOfNeurons()).containsExactly(List.of(720575940660219265L));
  }

  @Test
  void paperIds_areThoseThatTheSyntheticBrainHas() throws IOException {
    Set<Long> ids = new HashSet<>(List.of(SUGAR_V783_ONLY));
    for (String name : paperSets()) {
      ids.addAll(ofPaper(name));
    }
    try (InputStream in = Neurons.class.getResourceAsStream("preset-neurons.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      List<Long> synthetic =
          text.lines()
              .filter(line -> !line.startsWith("#"))
              .flatMap(line -> Arrays.stream(line.replaceFirst("^.*: *", "").split(" ", -1)))
              .map(Long::valueOf)
              .toList();
      assertThat(ids).containsExactlyInAnyOrderElementsOf(new HashSet<>(synthetic));
    }
  }

  private static String[] paperSets() {
    return SETS.all().stream()
        .filter(set -> set.source().startsWith("Shiu"))
        .map(NamedSet::name)
        .toArray(String[]::new);
  }
}
