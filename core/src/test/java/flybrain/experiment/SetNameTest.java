package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetNameTest {
  /// As a reference such a name is that of the set: a name, or a selection that sets come before.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sugar",
        "my set",
        "1a",
        "e5",
        "a@b",
        "odd & set",
        "side:left",
        "!x",
        "b(c",
        "-",
        "日本"
      })
  void name_isOneThatCanBeTyped(String name) {
    assertThat(SetName.check(name)).isEqualTo(name);
    assertThat(NeuronReference.parse(name, Path.of("")).label()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " a",
        "a ",
        "a,b",
        "@a",
        "17",
        "-17",
        "1.5",
        "7.2e17",
        "a\nb",
        "a\u0000b",
        "+5",
        "5."
      })
  void otherName_isRefused(String name) {
    assertThatThrownBy(() -> SetName.check(name))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "set name '%s': must not be empty, be a number, begin with @ or contain a comma", name);
  }
}
