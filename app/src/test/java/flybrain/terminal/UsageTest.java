package flybrain.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class UsageTest {
  private final CommandSpec spec = CommandSpec.create().name("mine");

  UsageTest() {
    new picocli.CommandLine(spec);
  }

  @Test
  void conditionThatDoesNotHold_isAMistakeOfTheCommand() {
    assertThatCode(() -> Usage.require(spec, true, "never said")).doesNotThrowAnyException();
    assertThatThrownBy(() -> Usage.require(spec, false, "--a: leave out --b"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--a: leave out --b")
        .extracting(mistake -> ((ParameterException) mistake).getCommandLine().getCommandName())
        .isEqualTo("mine");
  }

  @Test
  void inputThatIsRefused_isAMistakeToo_withItsCause() {
    InputException cause = new InputException("a.csv:3: no id");
    assertThatThrownBy(() ->
            Usage.check(
                spec,
                () -> {
                  throw cause;
                }))
        .isInstanceOf(ParameterException.class)
        .hasMessage("a.csv:3: no id")
        .hasCause(cause);
    assertThat(Usage.<Integer>check(spec, () -> 7)).isEqualTo(7);
  }

  /// A fault of the program is not shown as one of the user.
  @Test
  void otherExceptions_stayWhatTheyAre() {
    IllegalStateException fault = new IllegalStateException("ours");
    assertThatThrownBy(() ->
            Usage.check(
                spec,
                () -> {
                  throw fault;
                }))
        .isSameAs(fault);
  }
}
