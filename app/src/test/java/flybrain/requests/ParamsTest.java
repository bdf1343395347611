package flybrain.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.experiment.NeuronReference;
import flybrain.parquet.Compression;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParamsTest {
  private static Params value(String json) {
    return Params.parse("{\"x\": %s}".formatted(json));
  }

  private static void assertRefused(String json, String message, Consumer<Params> read) {
    assertThatThrownBy(() -> read.accept(value(json)))
        .as(json)
        .isInstanceOf(InputException.class)
        .hasMessage("parameter x = %s: must be %s".formatted(json, message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"text\"", "null", "true"})
  void textThatIsNotAnObject_isRefused(String text) {
    assertThatThrownBy(() -> Params.parse(text))
        .isInstanceOf(InputException.class)
        .hasMessage("must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"x\": }", "{\"x\": 1, \"x\": 2}", "{x: 1}", "{\"x\": 01}"})
  void textThatIsNotJson_isRefusedInOneLine(String text) {
    assertThatThrownBy(() -> Params.parse(text))
        .isInstanceOf(InputException.class)
        .message()
        .isNotBlank()
        .hasLineCount(1);
  }

  @Test
  void unknownParameter_isNamedWithWhatIsAllowed() {
    Params params = Params.parse("{\"rate\": 1, \"duraton\": 2}");
    assertThatThrownBy(() -> params.allow("rate", "duration"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("parameter 'duraton' is unknown")
        .hasMessageContaining("duration")
        .hasMessageEndingWith("; allowed: rate, duration");
    assertThat(params.allow("duraton", "rate", "seed")).isSameAs(params);
    assertThat(Params.parse("{}").allow()).isNotNull();
  }

  @Test
  void missingParameter_isNamed() {
    Params none = Params.parse("{\"y\": null}");
    assertThat(none.has("x")).isFalse();
    assertThat(none.has("y")).as("null counts as not there").isFalse();
    assertThatThrownBy(() -> none.text("x"))
        .isInstanceOf(InputException.class)
        .hasMessage("parameter x is missing: must be text");
    assertThatThrownBy(() -> none.count("x", 1))
        .hasMessage("parameter x is missing: must be a whole number from 1 to 2147483647");
    assertThat(none.path("x")).isNull();
    assertThat(none.path("y")).isNull();
    assertThat(none.numbers("x")).isEmpty();
  }

  @Test
  void numbers_areFinite() {
    assertThat(value("-1.5e3").number("x")).isEqualTo(-1500);
    assertThat(value("7").number("x")).isEqualTo(7);
    for (String wrong : new String[] {"\"7\"", "true", "[1]", "null"}) {
      assertRefused(wrong, "a finite number", params -> params.number("x"));
    }
    assertThatThrownBy(() -> value("1e400").number("x"))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("must be a finite number");
  }

  @Test
  void wholeNumbers_haveSixtyFourBits() {
    assertThat(value("9223372036854775807").whole("x")).isEqualTo(Long.MAX_VALUE);
    assertThat(value("-9223372036854775808").whole("x")).isEqualTo(Long.MIN_VALUE);
    for (String wrong : new String[] {"9223372036854775808", "1.5", "1.0", "\"1\""}) {
      assertRefused(wrong, "a whole number of 64 bits", params -> params.whole("x"));
    }
  }

  @Test
  void counts_areFromTheLeastToTwoBillion() {
    assertThat(value("0").count("x", 0)).isZero();
    assertThat(value("2147483647").count("x", 1)).isEqualTo(Integer.MAX_VALUE);
    for (String wrong : new String[] {"0", "-1", "2147483648"}) {
      assertRefused(wrong, "a whole number from 1 to 2147483647", params -> params.count("x", 1));
    }
  }

  @Test
  void flagsTextsAndPaths_areOfTheirType() {
    assertThat(value("true").flag("x")).isTrue();
    assertThat(value("false").flag("x")).isFalse();
    assertThat(value("\"\"").text("x")).isEmpty();
    assertThat(value("\"a/b\"").path("x")).isEqualTo(Path.of("a/b"));
    assertRefused("1", "true or false", params -> params.flag("x"));
    assertRefused("1", "text", params -> params.text("x"));
    assertRefused("[\"a\"]", "text", params -> params.path("x"));
    assertThatThrownBy(() -> value("\"a\\u0000b\"").path("x"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("x = 'a");
  }

  @Test
  void words_areConstantsInAnyCase() {
    for (String word : new String[] {"zstd", "ZSTD", "Zstd"}) {
      assertThat(value("\"" + word + "\"").word("x", Compression.class))
          .isEqualTo(Compression.ZSTD);
    }
    assertThatThrownBy(() -> value("\"lz4\"").word("x", Compression.class))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("parameter x = \"lz4\": must be ")
        .hasMessageContaining("zstd")
        .hasMessageContaining(" or ");
    assertThatThrownBy(() -> value("3").word("x", Compression.class))
        .isInstanceOf(InputException.class);
  }

  @Test
  void numbersByName_keepTheirOrderAndNameTheWrongOne() {
    assertThat(value("{\"w_syn\": 0.3, \"dt\": 1}").numbers("x"))
        .containsExactly(Map.entry("w_syn", 0.3), Map.entry("dt", 1.0));
    assertThat(value("null").numbers("x")).isEmpty();
    assertRefused("[1]", "numbers by name", params -> params.numbers("x"));
    assertThatThrownBy(() -> value("{\"w_syn\": \"a\"}").numbers("x"))
        .isInstanceOf(InputException.class)
        .hasMessage("parameter w_syn = \"a\": must be a finite number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "720575940660219265|1",
        "\"720575940660219265\"|1",
        "\"sugar, 11\"|2",
        "\"11 22 33\"|3",
        "[11, \"sugar\", 22]|3",
        "[]|0",
      })
  void neurons_areIdsAndNames(String json, int count) {
    assertThat(value(json).neurons("x")).hasSize(count);
  }

  /// JavaScript and pandas round ids to doubles; the digits here are kept.
  @Test
  void idInJson_keepsAllItsDigits() {
    assertThat(value("[720575940660219265, 9223372036854775807]").neurons("x"))
        .containsExactly(
            new NeuronReference.Id(720575940660219265L), new NeuronReference.Id(Long.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.2e17", "1.5", "0", "-7", "9223372036854775808"})
  void numberThatIsNotAnId_isRefused(String json) {
    assertThatThrownBy(() -> value(json).neurons("x")).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> value("[" + json + "]").neurons("x"))
        .isInstanceOf(InputException.class);
  }

  @Test
  void neuronsOfAnotherType_areRefusedWithTheItem() {
    String message = "ids and names of neurons, one or a list of them";
    assertRefused("true", message, params -> params.neurons("x"));
    assertThatThrownBy(() -> value("[1, [2]]").neurons("x"))
        .isInstanceOf(InputException.class)
        .hasMessage("parameter x = [2]: must be " + message);
  }

  @Test
  void neuronsOrSelection_areGivenOnce() {
    assertThat(Params.parse("{\"neurons\": [1, 2]}").neurons()).hasSize(2);
    assertThat(Params.parse("{\"selection\": \"LC4 & side:right\"}").neurons()).hasSize(1);
    assertThatThrownBy(() -> Params.parse("{}").neurons())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("neurons are missing; give one of the parameters");
    assertThatThrownBy(() -> Params.parse("{\"neurons\": 1, \"selection\": 1}").neurons())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("neurons are given twice; give one of the parameters");
  }

  @Test
  void longValue_isShownInPart() {
    String digits = "1".repeat(200);
    assertThatThrownBy(() -> value("\"" + digits + "\"").number("x"))
        .hasMessage(
            "parameter x = \"%s...: must be a finite number".formatted(digits.substring(0, 59)));
    String sixty = "\"" + "1".repeat(58) + "\"";
    assertRefused(sixty, "a finite number", params -> params.number("x"));
  }
}
