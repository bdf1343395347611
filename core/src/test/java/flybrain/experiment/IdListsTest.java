package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tomlj.Toml;

/// Long lists are read as the TOML parser reads them.
class IdListsTest {
  private static final List<Long> IDS =
      LongStream.range(0, 300).mapToObj(k -> 720575940660219265L + k).toList();

  private static String list(String between) {
    return IDS.stream().map(String::valueOf).collect(Collectors.joining(between));
  }

  private static List<Long> read(String text) {
    return ExperimentFile.parse(text, "x.toml").sets().getOrDefault("mine", List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {", ", ",", " ,\n  ", ",\r\n", "\t,"})
  void listOfIds_isTakenOutAndRead(String between) {
    String text = "[sets]\n\"mine\" = [ " + list(between) + ", ]\nother = [5]\n";
    assertThat(new IdLists(text).rest()).hasSizeLessThan(1000).contains("other = [5]");
    assertThat(Toml.parse(new IdLists(text).rest()).hasErrors()).isFalse();
    assertThat(read(text)).isEqualTo(IDS);
  }

  @Test
  void linesKeepTheirNumbers() {
    String text = "[sets]\nmine = [\n" + list(",\n") + "\n]\nwrong = 7\n";
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("x.toml:304: set 'wrong': must be a list of ids");
  }

  @Test
  void idThatIsThereTwice_isRefusedInALongListToo() {
    String text = "[sets]\nmine = [" + list(",") + ", " + IDS.getFirst() + "]\n";
    assertThatThrownBy(() -> read(text))
        .hasMessage("x.toml:2: set 'mine': neuron id 720575940660219265 appears twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[sets]\nmine = [IDS, 01]\n",
        "[sets]\nmine = [IDS, 1 2]\n",
        "[sets]\nmine = [IDS,, 1]\n",
        "[sets]\nmine = [, IDS]\n",
        "[sets]\nmine = [IDS] 7\n",
        "[sets]\nmine = [IDS\n",
        "[sets]\nmine = [IDS, 99999999999999999999]\n",
        "[sets]\nmine = [IDS, x]\n"
      })
  void whatIsNoSuchList_isLeftToTheParser(String form) {
    String text = form.replace("IDS", list(","));
    assertThat(new IdLists(text).rest()).isEqualTo(text);
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not TOML");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[sets]\nmine = [IDS, \"7\"]\n",
        "[sets]\nmine = [IDS] # comment\n",
        "[sets]\nmine = [ # comment\nIDS]\n"
      })
  void otherLists_areReadByTheParser(String form) {
    String text = form.replace("IDS", list(","));
    assertThat(new IdLists(text).rest()).isEqualTo(text);
    assertThat(read(text)).containsAll(IDS);
  }

  @Test
  void textOverSeveralLines_isLeftAlone() {
    String text = "name = \"\"\"\nmine = [" + list(",") + "]\n\"\"\"\n";
    assertThat(new IdLists(text).rest()).isEqualTo(text);
  }

  @Test
  void longListsOfDrivesAndRates_areReadToo() {
    String text = "[drive]\nneurons = [" + list(",") + "]\n";
    assertThat(ExperimentFile.parse(text, "x").drive(0).neurons())
        .isEqualTo(IDS.stream().<NeuronReference>map(NeuronReference.Id::new).toList());
    assertThatThrownBy(() -> ExperimentFile.parse("t_run = [" + list(",") + "]\n", "x"))
        .hasMessageContaining("t_run = a list: must be a number");
  }
}
