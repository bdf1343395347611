package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeuronReferenceTest {
  @Test
  void list_mixesNamesIdsAndFiles() {
    assertThat(NeuronReference.parseList("sugar, 720575940660219265,@my ids.txt,9"))
        .containsExactly(
            new NeuronReference.Name("sugar"),
            new NeuronReference.Id(720575940660219265L),
            new NeuronReference.InFile(Path.of("my ids.txt")),
            new NeuronReference.Id(9));
  }

  /// Quotes hold together what commas, blanks and operators would part.
  @Test
  void quotedFilesAndNames_areWhole() {
    assertThat(NeuronReference.parseList("@\"my, ids.txt\", 'a b' | \"c\",@'x & y.txt'"))
        .containsExactly(
            new NeuronReference.InFile(Path.of("my, ids.txt")),
            new NeuronReference.Selected("'a b' | \"c\"", Path.of("")),
            new NeuronReference.Selected("@'x & y.txt'", Path.of("")));
    assertThat(NeuronReference.parse("\"a\" | \"b\"").label()).isEqualTo("\"a\" | \"b\"");
    assertThat(NeuronReference.parse("\"a\"")).isEqualTo(new NeuronReference.Name("a"));
  }

  @Test
  void names_areEqualByTheirText() {
    NeuronReference sugar = new NeuronReference.Name("sugar");
    assertThat(sugar).isEqualTo(new NeuronReference.Name("sugar")).hasSameHashCodeAs("sugar");
    assertThat(sugar).isNotEqualTo(new NeuronReference.Name("bitter"));
    assertThat(sugar).isNotEqualTo(new NeuronReference.Selected("sugar", Path.of("")));
  }

  @Test
  void idsBeyondDoubles_areExact() {
    assertThat(NeuronReference.parse("9007199254740993"))
        .isEqualTo(new NeuronReference.Id(9007199254740993L));
    assertThat(NeuronReference.parse("9223372036854775807"))
        .isEqualTo(new NeuronReference.Id(Long.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "720575940660219265,9",
        "720575940660219265 9",
        " 720575940660219265\t9 ",
        "\"720575940660219265\", '9'",
        "'720575940660219265' '9'"
      })
  void idsInQuotesOrBetweenBlanks_areIds(String text) {
    assertThat(NeuronReference.parseList(text))
        .containsExactly(new NeuronReference.Id(720575940660219265L), new NeuronReference.Id(9));
    assertThat(NeuronReference.parseList("\"my set\", my other set"))
        .containsExactly(
            new NeuronReference.Name("my set"), new NeuronReference.Name("my other set"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|a neuron is empty",
        "sugar,,bitter|a neuron is empty",
        "sugar,|a neuron is empty",
        "@|@ids.txt",
        "9223372036854775808|neuron id '9223372036854775808': must be a whole number from 1 to",
        "-5|neuron id '-5': must be a whole number from 1 to",
        "7.20575940660219e17|neuron id '7.20575940660219e17': must be a whole number with all its digits",
        "0|neuron id '0': must be a whole number from 1 to 9223372036854775807; this one means",
        "720575940660219265.0|a float or a spreadsheet rounds ids"
      })
  void badReference_isRefused(String text, String message) {
    assertThatThrownBy(() -> NeuronReference.parseList(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void label_countsIds() {
    assertThat(NeuronReference.label(NeuronReference.parseList("1,sugar,2,@a/ids.txt,3")))
        .isEqualTo("sugar + ids.txt + 3 ids");
    assertThat(NeuronReference.label(NeuronReference.parseList("7"))).isEqualTo("7");
  }

  @Test
  void emptyList_hasAnEmptyLabel() {
    assertThat(NeuronReference.label(List.of())).isEmpty();
  }
}
