package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {
  @TempDir private Path folder;

  /// Bash itself reads the script and completes the last word.
  @ParameterizedTest
  @CsvSource({
    "flybrain ru, run",
    "flybrain neur, neurons",
    "flybrain run --n-, --n-run",
    "flybrain data fe, fetch",
    "flybrain compare equi, equivalence",
    "flybrain run --silence-mode ou, outgoing"
  })
  void bash_completes(String line, String completed) throws IOException, InterruptedException {
    Path script = folder.resolve("flybrain.bash");
    Files.writeString(script, Cli.run("completion", "bash").out());
    assertThat(complete(script, line)).contains(completed);
  }

  @Test
  void zsh_isGivenTheBridgeToBashFirst() {
    assertThat(Cli.run("completion", "zsh").out())
        .startsWith("autoload -U +X bashcompinit && bashcompinit\n");
  }

  @Test
  void otherShells_areWrongUsage() {
    Cli fish = Cli.run("completion", "fish");
    assertThat(fish.exitCode()).isEqualTo(2);
    assertThat(fish.err()).contains("fish").contains("bash").contains("zsh");
  }

  private List<String> complete(Path script, String line) throws IOException, InterruptedException {
    String program =
        """
        source "$1"
        COMP_LINE=$2; COMP_POINT=${#2}; read -ra COMP_WORDS <<<"$2"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        function=$(complete -p flybrain | sed -n 's/.*-F \\([^ ]*\\).*/\\1/p')
        "$function" flybrain "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    Process bash =
        new ProcessBuilder("bash", "-c", program, "bash", script.toString(), line)
            .redirectErrorStream(true)
            .start();
    String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(answer).isZero();
    return answer.lines().map(String::strip).toList();
  }
}
