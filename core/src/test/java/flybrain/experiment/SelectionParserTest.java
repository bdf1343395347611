package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Property;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionParserTest {
  private static final Path FOLDER = Path.of("");

  private static Selection parse(String text) {
    return SelectionParser.parse(text, FOLDER);
  }

  private static Selection name(String name) {
    return new Selection.Referenced(new NeuronReference.Name(name));
  }

  private static Selection file(String path) {
    return new Selection.Referenced(new NeuronReference.InFile(Path.of(path)));
  }

  /// `!` binds closest, then `&`, then `|` and the comma.
  @Test
  void operators_bindAsInArithmetic() {
    Selection a = name("a");
    Selection b = name("b");
    Selection c = name("c");
    Selection bAndC = new Selection.All(List.of(b, c));
    assertThat(parse("a | b & c")).isEqualTo(new Selection.Any(List.of(a, bAndC)));
    assertThat(parse("a , b&c")).isEqualTo(new Selection.Any(List.of(a, bAndC)));
    assertThat(parse("b & c | a")).isEqualTo(new Selection.Any(List.of(bAndC, a)));
    assertThat(parse("! b & c")).isEqualTo(new Selection.All(List.of(new Selection.Not(b), c)));
    assertThat(parse("!(b & c)")).isEqualTo(new Selection.Not(bAndC));
    assertThat(parse("((a))")).isEqualTo(a);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"a & b\" | c;\"a & b\" | c",
        "'it is \"mine\"' & c;'it is \"mine\"' & c",
        "\"top 5 of rates.csv\";\"top 5 of rates.csv\"",
        "\"type:LC4\" & c;\"type:LC4\" & c",
        "\"!a\";\"!a\"",
        "type: LC4;type:LC4",
        "type : \"a, b\";type:\"a, b\"",
        "type:\"\";type:\"\"",
        "type:\"/x/\";type:\"/x/\"",
        "type:\"LC4 side:left\";type:\"LC4 side:left\"",
        "type:Kenyon Cell;type:Kenyon Cell",
        "type:\" a \";type:\" a \"",
        "type: /a|b(c)/;type:/a|b(c)/",
        "type:/a\\/b/;type:/a\\/b/",
        "@ \"my ids (1).txt\" & c;@\"my ids (1).txt\" & c",
        "@ids.txt & c;@ids.txt & c",
        "TOP 3 OF \"a, b.csv\";top 3 of \"a, b.csv\"",
        "(a,b)&(c|d);(a | b) & (c | d)",
        "!(a&b);!(a & b)",
        "\"7\" & a;7 & a"
      })
  void text_isHowItCanBeTyped(String typed, String text) {
    assertThat(parse(typed).text()).isEqualTo(text);
    assertThat(parse(text)).isEqualTo(parse(typed));
  }

  /// A quote ends a word only where it began one.
  @ParameterizedTest
  @ValueSource(strings = {"Kenyon's", "5\"", "a'b'c", "it's mine"})
  void quoteWithinAName_isPartOfIt(String name) {
    assertThat(parse(name)).isEqualTo(name(name));
    assertThat(parse("x | " + name)).isEqualTo(new Selection.Any(List.of(name("x"), name(name))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "a,b;a~b",
        "a, (b,c) & d ,e;a~ (b,c) & d ~e",
        "type:\"a,b\",c;type:\"a,b\"~c",
        "type: 'a,b',c;type: 'a,b'~c",
        "type:/a,{2}/,c;type:/a,{2}/~c",
        "type:/a\\/,b/,c;type:/a\\/,b/~c",
        "@\"my, ids.txt\" & a,c;@\"my, ids.txt\" & a~c",
        "!\"a(b\",c;!\"a(b\"~c",
        "top 3 of \"a, b.csv\",c;top 3 of \"a, b.csv\"~c",
        "a & \"b, c\",d;a & \"b, c\"~d",
        "it's,a,it's;it's~a~it's",
        "'a,b;'a~b",
        "(a,b;(a~b",
        "a:/b,c;a:/b~c",
        ",;~",
        "``;``"
      })
  void parts_areBetweenCommasThatPartThem(String text, String parts) {
    assertThat(SelectionParser.parts(text)).isEqualTo(Arrays.asList(parts.split("~", -1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a & b", "a|b", "!a", "side:left", "(a)", "a,b", "top 5 of x.csv", "@a|b"})
  void moreThanAName_isASelection(String text) {
    assertThat(SelectionParser.isSelection(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sugar", "720575940660219265", "@ids (1).txt", "@c:ids", "top 5", "a!b", ""})
  void idNameOrFile_isNone(String text) {
    assertThat(SelectionParser.isSelection(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "a b:c & type:x y:z;put & or | between 'type:x' and 'y:z'",
        "top 99999999999 of x;top 99999999999: must be from 1 to 2147483647",
        "@ & a;name a file, as in @ids.txt or top 20 of rates.csv",
        "a & ();neurons are missing before ')'",
        "a & 7.2e17;neuron id '7.2e17': must be a whole number with all its digits",
        "type:/[/;/[/ is not a regular expression"
      })
  void mistake_isNamed(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  /// Names, values and files with everything that has a meaning of its own.
  @Property(tries = 300)
  void whatIsWritten_isReadAsTheSame(RandomGenerator random) {
    Selection selection = random(random, 3);
    assertThat(parse(selection.text())).as(selection.text()).isEqualTo(selection);
  }

  private static Selection random(RandomGenerator random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 7)) {
      case 0 -> name(word(random));
      case 1 -> new Selection.Having("cell type", random.nextInt(5) == 0 ? "" : word(random));
      case 2 -> file(word(random));
      case 3 -> new Selection.MostActive(1 + random.nextInt(9), Path.of(word(random)));
      case 4 -> new Selection.Not(random(random, depth - 1));
      case 5 -> new Selection.All(several(random, depth));
      default -> new Selection.Any(several(random, depth));
    };
  }

  /// At least two, none of them of the kind that would be joined to its surroundings.
  private static List<Selection> several(RandomGenerator random, int depth) {
    List<Selection> several = new ArrayList<>();
    for (int n = 2 + random.nextInt(2); n > 0; n--) {
      Selection each = random(random, depth - 1);
      boolean isJoined = each instanceof Selection.Any || each instanceof Selection.All;
      several.add(isJoined ? new Selection.Not(each) : each);
    }
    return several;
  }

  /// A letter, then anything; double quotes only where there are no single ones.
  private static String word(RandomGenerator random) {
    String mark = random.nextBoolean() ? "\"" : "'";
    StringBuilder word = new StringBuilder("x");
    for (int n = random.nextInt(6); n > 0; n--) {
      word.append("ab &|(),!:@#.-".charAt(random.nextInt(14)));
      word.append(random.nextInt(6) == 0 ? mark : "");
    }
    return word.append('z').toString();
  }
}
