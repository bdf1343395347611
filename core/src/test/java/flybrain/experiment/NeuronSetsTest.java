package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.SharedData;
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
    "whisker,2"
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
    JsonNode paper =
        JsonMapper.shared().readTree(SharedData.path("reference/paper-neurons.json").toFile());
    paper
        .get("sets")
        .properties()
        .forEach(e -> {
          if (e.getKey().startsWith("sugar_right_")) {
            assertThat(SETS.get("sugar").versions().get(e.getKey().replace("sugar_right_", "")))
                .isEqualTo(longs(e.getValue()));
          } else {
            assertThat(SETS.get(e.getKey()).versions().values())
                .containsExactly(longs(e.getValue()));
          }
        });
    paper
        .get("readouts")
        .properties()
        .forEach(e ->
            assertThat(SETS.get(e.getKey()).versions().values())
                .containsExactly(List.of(e.getValue().longValue())));
    paper
        .get("sez_types")
        .properties()
        .forEach(e ->
            assertThat(SETS.get(e.getKey()).versions().values())
                .containsExactly(longs(e.getValue())));
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
        .containsExactly("aDN1", "aDN2_left");
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
    assertThat(sets.containing(6)).extracting(NamedSet::name).containsExactly("mine");
    assertThat(SETS.find("mine")).isEmpty();
    assertThat(SETS.get("sugar").kind()).isEqualTo(NamedSet.Kind.SET);
  }

  @Test
  void builtInIds_areThoseThatTheSyntheticBrainHas() throws IOException {
    Set<Long> ids = new HashSet<>();
    for (NamedSet set : SETS.all()) {
      set.versions().values().forEach(ids::addAll);
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
}
