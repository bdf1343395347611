package flybrain.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedCommandTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "sugar,sugar",
        "@ids/a-1.csv,@ids/a-1.csv",
        "DNp01 & side:left,'DNp01 & side:left'",
        "!LC4,'!LC4'",
        "it's,'it'\\''s'",
        "\"\",''"
      })
  void word_isQuotedWhereAShellWouldChangeIt(String word, String text) {
    assertThat(TypedCommand.of(List.of("why", word))).isEqualTo("why " + text);
  }
}
