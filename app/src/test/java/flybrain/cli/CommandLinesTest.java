package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLinesTest {
  @TempDir private Path folder;

  @Test
  void run_endsWithTheFirstThatFails() throws IOException {
    Files.writeString(folder.resolve("circuit.csv"), "pre,post,weight\n1,2,400\n2,1,-40\n");
    String imported = "data import " + folder.resolve("circuit.csv") + " ";

    int code =
        CommandLines.run(
            imported + folder.resolve("one"),
            imported + folder.resolve("two"),
            "data wrong",
            imported + folder.resolve("three"));

    assertThat(code).isEqualTo(2);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("circuit.csv", "one", "two");
  }

  @Test
  void run_isZeroWhenAllAreDone() {
    assertThat(CommandLines.run("--version", "--help")).isZero();
  }
}
