package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--help",
        "--version",
        "help",
        "help run",
        "run --help",
        "help help",
        "rn sugar",
        "run sugar --n-rum 1",
        "data",
        "data --help",
        "data fetch --help",
        "data fetc",
        "compare --help",
        "compare spikes --help",
        "compare",
        "run compare",
        "neurons nobody"
      })
  void answersAreThoseOfAllCommands(String line) {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ");
    assertThat(answer(Main.commandLineFor(words), words))
        .isEqualTo(answer(Main.commandLine(), words));
  }

  @Test
  void commandThatTheLineBeginsWith_isAlone() {
    assertThat(Main.commandLineFor("data", "list", "run").getSubcommands())
        .containsOnlyKeys("data");
  }

  @Test
  void otherCommands_areOnlyListed() {
    Map<String, CommandLine> commands = Main.commandLineFor("help", "data").getSubcommands();
    assertThat(commands.keySet()).isEqualTo(Main.commandLine().getSubcommands().keySet());
    assertThat(commands.entrySet())
        .allSatisfy(command ->
            assertThat(command.getValue().getCommandSpec().userObject() != null)
                .as(command.getKey())
                .isEqualTo(List.of("help", "data").contains(command.getKey())));
  }

  private static Cli answer(CommandLine line, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)), words);
    return new Cli(exitCode, out.toString(), err.toString());
  }
}
