package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class OutOfMemoryTest {
  @Command
  private static final class Greedy implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Test
  void outOfMemory_isOneLineThatSaysWhatToDo() {
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine().addSubcommand("greedy", new Greedy()).setErr(new PrintWriter(err));
    assertThat(Main.run(command, "greedy")).isEqualTo(1);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("flybrain: out of memory: the heap has ")
        .contains("FLYBRAIN_JAVA_OPTS=-Xmx8g");
  }
}
