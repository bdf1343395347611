package flybrain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignTextTest {
  @ParameterizedTest
  @CsvSource({
    "Größe 日本 🪰, Größe 日本 🪰",
    "a\u001b]0;title\u0007b, a\\u001b]0;title\\u0007b",
    "'a\nb\tc\r', a\\nb\\tc\\r",
    "a\u0000b\u007f\u009b, a\\u0000b\\u007f\\u009b",
    "right\u202eleft, right\\u202eleft",
    "a\u2028b, a\\u2028b",
    "\udb40\udc41, \\u{e0041}",
    "half \ud83e, half \\ud83e"
  })
  void whatATerminalWouldObey_isShown(String text, String line) {
    assertThat(ForeignText.line(text)).isEqualTo(line);
  }

  @Test
  void lines_keepTheirEnds() {
    assertThat(ForeignText.lines("a\tb\r\n\u001b[2Jc\n")).isEqualTo("a\tb\n\\u001b[2Jc\n");
  }

  @Test
  void overlongText_isCut() {
    assertThat(ForeignText.line("x".repeat(100_000) + " end"))
        .isEqualTo("x".repeat(1000) + "... end");
    assertThat(ForeignText.line("12 ".repeat(100), 10))
        .isEqualTo("12 12 12 1... (290 more characters)");
    assertThat(ForeignText.line("ab ".repeat(100_000))).hasSizeLessThan(20_100);
  }

  @Test
  void listsOfIds_stayWhole() {
    String ids = "720575940660219265, ".repeat(500);
    assertThat(ForeignText.line(ids)).isEqualTo(ids);
  }
}
