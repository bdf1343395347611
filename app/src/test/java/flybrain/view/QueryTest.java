package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import org.eclipse.jetty.util.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
  private final Fields fields = new Fields();
  private final Query query = new Query(fields);

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "007, 7", "9, 9"})
  void whole_isTheNumber(String value, int number) {
    fields.put("index", value);
    assertThat(query.whole("index", 0, 9, null)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "-1",
        "+1",
        "1.0",
        "1e0",
        "10",
        "2147483648",
        "9999999999",
        "\u0661",
        "x"
      })
  void whatIsNoNumberInTheRange_isRefused(String value) {
    fields.put("index", value);
    assertThatThrownBy(() -> query.whole("index", 0, 9, 5))
        .isInstanceOf(InputException.class)
        .hasMessage("parameter index = %s: must be a whole number from 0 to 9", value);
  }

  @Test
  void missingNumber_isTheUsualOne_orRefused() {
    assertThat(query.whole("limit", 1, 200, 20)).isEqualTo(20);
    assertThatThrownBy(() -> query.whole("limit", 1, 200, null))
        .hasMessage("parameter limit = (missing): must be a whole number from 1 to 200");
  }

  @Test
  void missingText_isRefused() {
    for (String blank : new String[] {"", "  "}) {
      fields.put("q", blank);
      assertThatThrownBy(() -> query.text("q"))
          .isInstanceOf(InputException.class)
          .hasMessage("parameter q is missing: must be text");
    }
    assertThatThrownBy(() -> query.text("text")).hasMessageContaining("text is missing");
    fields.put("q", " LC4 ");
    assertThat(query.text("q")).isEqualTo(" LC4 ");
  }

  @Test
  void unknownParameter_isRefused_withTheNearest() {
    fields.put("brunch", "1");
    assertThatThrownBy(() -> query.allow("branch", "index"))
        .hasMessage(
            "parameter 'brunch' is unknown; did you mean 'branch'?; allowed: branch, index");
    assertThatThrownBy(query::allow).hasMessage("parameter 'brunch' is unknown; allowed: none");
  }

  /// Whatever is sent, the answer is one short line.
  @Test
  void longText_isShortened() {
    String longText = "9".repeat(100_000);
    fields.put("index", longText);
    assertThatThrownBy(() -> query.whole("index", 0, 9, null))
        .message()
        .hasSizeLessThan(150)
        .contains("9".repeat(60) + "...");
    fields.put("n".repeat(100_000), "1");
    fields.remove("index");
    assertThatThrownBy(query::allow).message().hasSizeLessThan(150);
  }
}
