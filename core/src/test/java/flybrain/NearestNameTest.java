package flybrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> NAMES =
      List.of("sugar", "sugar_left", "bitter", "water", "jon_ce", "MN9_left", "p9");

  @ParameterizedTest
  @CsvSource({
    "suger,sugar",
    "usgar,sugar",
    "SUGAR,sugar",
    "sugarleft,sugar_left",
    "sugar_lefft,sugar_left",
    "jonce,jon_ce",
    "biter,bitter",
    "mn9,MN9_left",
    "p8,p9"
  })
  void mistypedName_findsTheOneMeant(String typed, String meant) {
    assertThat(NearestName.of(typed, NAMES)).contains(meant);
    assertThat(NearestName.hint(typed, NAMES)).isEqualTo("; did you mean '" + meant + "'?");
  }

  @ParameterizedTest
  @CsvSource({"olfactory", "''", "w", "xyz"})
  void farName_findsNothing(String typed) {
    assertThat(NearestName.of(typed, NAMES)).isEmpty();
    assertThat(NearestName.hint(typed, NAMES)).isEmpty();
  }

  @Test
  void nothingAllowed_findsNothing() {
    assertThat(NearestName.of("sugar", List.of())).isEmpty();
  }

  /// The distance takes the product of both lengths.
  @Test
  void wordOfADamagedFile_isNearNothing() {
    String word = "sugar".repeat(100_000);
    assertThat(NearestName.of(word, List.of(word + "s", "sugar"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'','',0", "abc,'',3", "abc,abc,0", "abc,acb,1", "ca,abc,3", "kitten,sitting,3"})
  void distance_countsEdits(String a, String b, int edits) {
    assertThat(NearestName.distance(a, b)).isEqualTo(edits);
  }

  @Property
  void oneEdit_isAtDistanceOne(RandomGenerator random) {
    StringBuilder name = new StringBuilder();
    random.ints(1 + random.nextInt(12), 'a', 'z' + 1).forEach(c -> name.append((char) c));
    String before = name.toString();
    name.setCharAt(random.nextInt(name.length()), '#');
    assertThat(NearestName.distance(before, name.toString())).isEqualTo(1);
    assertThat(NearestName.distance(name.toString(), before)).isEqualTo(1);
  }
}
