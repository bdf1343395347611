package flybrain.experiment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TomlSectionTest {
  private static final Path FOLDER = Path.of("folder");

  private static TomlSection parse(String text) {
    return TomlSection.parse(text, "my.toml", FOLDER, "campaign");
  }

  private static TomlSection inner(TomlSection section, String key) {
    return requireNonNull(section.section(key));
  }

  private static void refuses(String text, Consumer<TomlSection> reading, String message) {
    assertThatThrownBy(() -> reading.accept(parse(text)))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @Test
  void values_areOfTheirTypes() {
    TomlSection top =
        parse(
            """
            text = "a"
            whole = -3
            real = 2.5
            flag = true
            numbers = [1, 2.5]
            texts = ["b", "a"]
            """);
    assertThat(top.text("text")).isEqualTo("a");
    assertThat(top.whole("whole")).isEqualTo(-3);
    assertThat(top.count("whole")).isEqualTo(-3);
    assertThat(top.number("whole")).isEqualTo(-3.0);
    assertThat(top.number("real")).isEqualTo(2.5);
    assertThat(top.flag("flag")).isTrue();
    assertThat(top.numbers("numbers")).containsExactly(1, 2.5);
    assertThat(top.numbers("real")).containsExactly(2.5);
    assertThat(top.texts("texts")).containsExactly("b", "a");
    assertThat(top.texts("text")).containsExactly("a");
    assertThat(top.has("text")).isTrue();
    assertThat(top.has("absent")).isFalse();
    assertThat(top.keys()).contains("whole", "texts").hasSize(6);
  }

  /// Line, key, value and what is allowed.
  @Test
  void otherType_isNamedByLineKeyAndValue() {
    refuses("\nx = 5", top -> top.text("x"), "my.toml:2: x = 5: must be text in quotes");
    refuses("x = \"a\"", top -> top.number("x"), "my.toml:1: x = \"a\": must be a number");
    refuses("x = 1.0", top -> top.whole("x"), "my.toml:1: x = 1.0: must be a whole number");
    refuses(
        "x = 2147483648",
        top -> top.count("x"),
        "my.toml:1: x = 2147483648: must be a whole number up to 2147483647");
    refuses("x = 1", top -> top.flag("x"), "my.toml:1: x = 1: must be true or false");
    refuses("x = [1]", top -> top.text("x"), "my.toml:1: x = a list: must be text in quotes");
    refuses("[x]", top -> top.number("x"), "my.toml:1: x = a table: must be a number");
    refuses("y = 1", top -> top.text("x"), "my.toml: x = nothing: must be text in quotes");
    refuses("x = 1", top -> top.section("x"), "my.toml:1: x = 1: must be a table, [x]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[1, \"a\"];a number or a list of numbers",
        "[];one or more numbers, each once",
        "[1, 2, 1.0];one or more numbers, each once",
        "\"a\";a number"
      })
  void listOfNumbers_hasEachOnce(String value, String allowed) {
    String shown = value.startsWith("[") ? "a list" : value;
    refuses(
        "x = " + value,
        top -> top.numbers("x"),
        "my.toml:1: x = %s: must be %s".formatted(shown, allowed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[\"a\", 1];text in quotes or a list of them",
        "[];one or more, each once",
        "[\"a\", \"b\", \"a\"];one or more, each once"
      })
  void listOfTexts_hasEachOnce(String value, String allowed) {
    refuses("x = " + value, top -> top.texts("x"), "my.toml:1: x = a list: must be " + allowed);
  }

  @Test
  void word_isAConstantInAnyCase() {
    assertThat(parse("mode = \"Both\"").word("mode", Silence.Mode.class))
        .isEqualTo(Silence.Mode.BOTH);
    refuses(
        "mode = \"all\"",
        top -> top.word("mode", Silence.Mode.class),
        "my.toml:1: mode = \"all\": must be \"outgoing\" or \"both\"");
    refuses(
        "mode = 1",
        top -> top.word("mode", Silence.Mode.class),
        "my.toml:1: mode = 1: must be \"outgoing\" or \"both\"");
  }

  @Test
  void unknownKey_isNamedWithTheNearest() {
    refuses(
        "\n\nrat = 5",
        top -> top.allow("rate", "neurons"),
        "my.toml:3: 'rat' is unknown; did you mean 'rate'?; allowed: rate, neurons");
    refuses(
        "[drive]\nrat = 5",
        top -> inner(top, "drive").allow("rate"),
        "my.toml:2: 'rat' is unknown; did you mean 'rate'?; allowed in [drive]: rate");
    refuses(
        "[[at]]\ntime = 1\n[[at]]\nvolume = 1",
        top -> top.sections("at").get(1).allow("time"),
        "my.toml:4: 'volume' is unknown; allowed in [at 2]: time");
    refuses(
        "[a.b]\nc = 1",
        top -> inner(inner(top, "a"), "b").allow(),
        "my.toml:2: 'c' is unknown; allowed in [a.b]: ");
  }

  @Test
  void keyThatMustBeThere_orMustNot() {
    refuses("x = 1", top -> top.require("y", "say it"), "my.toml: has no key y; say it");
    refuses(
        "[t]\nx = 1",
        top -> inner(top, "t").require("y", "say it"),
        "my.toml: [t] has no key y; say it");
    refuses("x = 1", top -> top.refuse("x", "goes with y"), "my.toml:1: 'x' goes with y");
    parse("x = 1").refuse("y", "goes with x");
    parse("x = 1").require("x", "say it");
  }

  @Test
  void tables_areOneOrAList() {
    TomlSection top = parse("[a]\nx = 1\n[[b]]\nx = 2\n[[b]]\nx = 3\n");
    assertThat(inner(top, "a").whole("x")).isEqualTo(1);
    assertThat(top.section("absent")).isNull();
    assertThat(top.isList("b")).isTrue();
    assertThat(top.isList("a")).isFalse();
    assertThat(top.sections("b")).extracting(each -> each.whole("x")).containsExactly(2L, 3L);
    String allowed = "must be one or more tables, each under a line [[a]]";
    refuses("[a]", t -> t.sections("a"), "my.toml:1: a = a table: " + allowed);
    refuses("a = [1]", t -> t.sections("a"), "my.toml:1: a = a list: " + allowed);
  }

  /// A table with a file is neurons.
  @Test
  void choice_isATableThatIsNotOfNeurons() {
    assertThat(parse("[x]\nstep = \"a\"").choice("x")).isNotNull();
    assertThat(parse("x = { file = \"ids.txt\" }").choice("x")).isNull();
    assertThat(parse("x = \"sugar\"").choice("x")).isNull();
    assertThat(parse("x = [1]").choice("x")).isNull();
  }

  @Test
  void neurons_areIdsNamesFilesAndSelections() {
    TomlSection top =
        parse(
            """
            one = 720575940660219265
            name = "sugar"
            list = [7, "8", "MN9_left", { file = "ids.txt" }, "@more.txt", "LC4 & side:left"]
            """);
    assertThat(top.neurons("one")).containsExactly(new NeuronReference.Id(720575940660219265L));
    assertThat(top.neurons("name")).containsExactly(new NeuronReference.Name("sugar"));
    assertThat(top.neurons("list"))
        .containsExactly(
            new NeuronReference.Id(7),
            new NeuronReference.Id(8),
            new NeuronReference.Name("MN9_left"),
            new NeuronReference.InFile(FOLDER.resolve("ids.txt")),
            new NeuronReference.InFile(FOLDER.resolve("more.txt")),
            new NeuronReference.Selected("LC4 & side:left", FOLDER));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "true;x: true: must be ids, names in quotes or { file = \"ids.txt\" }, one or a list of them",
        "[[1]];x: a list: must be ids",
        "{ file = 1 };x: a table: must be ids",
        "{ file = \"a\", b = 1 };x: a table: must be ids",
        "7.2e17;neuron id '7.2E17': must be a whole number with all its digits",
        "[1, -5];neuron id '-5': must be a whole number from 1",
        "\"\";a neuron is empty",
        "{ file = \"\" };file of ids '': name a file"
      })
  void otherNeurons_areNamedWithTheirLine(String value, String message) {
    assertThatThrownBy(() -> parse("\nx = " + value).neurons("x"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("my.toml:2: " + message);
  }

  @Test
  void listsOfIds_areSetsByName() {
    TomlSection sets = inner(parse("[sets]\n\"my set\" = [3, \"1\"]\nnone = []\n"), "sets");
    assertThat(sets.idsByName()).isEqualTo(Map.of("my set", List.of(3L, 1L), "none", List.of()));
    for (String wrong : new String[] {"5", "\"a\"", "[[1]]", "[true]"}) {
      refuses(
          "x = " + wrong,
          TomlSection::idsByName,
          "my.toml:1: set 'x': must be a list of ids, each once");
    }
    refuses(
        "x = [1, 2, \"1\"]",
        TomlSection::idsByName,
        "my.toml:1: set 'x': neuron id 1 appears twice");
    assertThatThrownBy(() -> parse("\"a,b\" = [1]").idsByName())
        .hasMessageStartingWith("my.toml:1: set name 'a,b': must not");
  }

  @Test
  void file_isBesideTheOneThatNamesIt() {
    assertThat(parse("x = \"sub/a.csv\"").file("x")).isEqualTo(FOLDER.resolve("sub/a.csv"));
    Path absolute = FOLDER.resolve("a.csv").toAbsolutePath();
    assertThat(parse("x = '%s'".formatted(absolute)).file("x")).isEqualTo(absolute);
    refuses(
        "x = \"\"", top -> top.file("x"), "my.toml:1: file of ids '': name a file, as in @ids.txt");
  }

  /// A message that has a place already gets no second one.
  @Test
  void errorOfAnInnerValue_hasOnePlace() {
    TomlSection top = parse("x = 1\ny = 2");
    assertThatThrownBy(() ->
            top.at(
                "x",
                () -> {
                  throw top.error("y", "is wrong");
                }))
        .hasMessage("my.toml:2: is wrong");
    assertThatThrownBy(() ->
            top.at(
                "x",
                () -> {
                  throw new InputException("is wrong");
                }))
        .hasMessage("my.toml:1: is wrong");
    assertThat(top.place("y")).isEqualTo("my.toml:2: ");
    assertThat(top.place("absent")).isEqualTo("my.toml: ");
  }

  @TempDir private Path folder;

  @Test
  void fileThatCannotBeRead_isNamedByItsKind() throws Exception {
    Path absent = folder.resolve("absent.toml");
    assertThatThrownBy(() -> TomlSection.read(absent, "experiment"))
        .hasMessage(absent + ": no such experiment file");
    Path latin = Files.write(folder.resolve("latin.toml"), new byte[] {'x', (byte) 0xe4, '='});
    assertThatThrownBy(() -> TomlSection.read(latin, "experiment"))
        .hasMessage(latin + ": is not a text file (UTF-8) with an experiment");
    assertThatThrownBy(() -> TomlSection.read(latin, "campaign"))
        .hasMessage(latin + ": is not a text file (UTF-8) with a campaign");
    Path marked = Files.writeString(folder.resolve("marked.toml"), "\uFEFFx = \"a\"");
    assertThat(TomlSection.read(marked, "campaign").file("x")).isEqualTo(folder.resolve("a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x = ", "x = 1\nx = 2", "= 5", "x = \"a"})
  void textThatIsNotToml_isNamedByItsLine(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(InputException.class)
        .hasMessageMatching("(?s)my\\.toml:\\d+: is not TOML: .+");
  }
}
