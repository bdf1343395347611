package flybrain.cli;

import flybrain.connectome.ConnectomeCheck;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.terminal.TerminalProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain data verify`: checks the files of a connectome.
@Command(
    name = "verify",
    description =
        "Checks whether the files of a connectome are the published ones and can be read. The "
            + "exit code is 1 if anything is wrong.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  flybrain data verify",
      "  flybrain data verify v783",
      "  flybrain data verify my-brain"
    })
final class DataVerify implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME|FOLDER",
      description = "synthetic, v783, v630 or a folder (default: all listed by data list).")
  private @Nullable String connectome;

  @Override
  public Integer call() throws IOException {
    ConnectomeStore store = ConnectomeStore.standard();
    List<ConnectomeSource> sources =
        connectome == null ? store.available() : List.of(store.find(connectome));
    PrintWriter out = spec.commandLine().getOut();
    boolean sound = true;
    try (TerminalProgress progress = new TerminalProgress()) {
      for (ConnectomeSource source : sources) {
        sound &= ConnectomeCheck.of(source, line -> progress.print(out, line), progress);
      }
    }
    return sound ? 0 : 1;
  }
}
