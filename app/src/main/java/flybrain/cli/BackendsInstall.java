package flybrain.cli;

import flybrain.InputException;
import flybrain.backend.Backend;
import flybrain.external.Backends;
import flybrain.external.ExternalBackend;
import flybrain.external.Installation;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain backends install NAME`: makes the Python environment of a framework.
@Command(
    name = "install",
    description = "Makes the Python environment of a framework; does nothing if it already exists.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  flybrain backends install brian2cpp",
      "  flybrain backends install nest --python python3.11"
    })
final class BackendsInstall implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "Key of the backend, such as brian2cpp.")
  private String name = "";

  @Option(
      names = "--system",
      description = "Install nothing; use a Python that already has the framework.")
  private boolean system;

  @Option(
      names = "--force",
      description = "Install even if the framework needs a GPU and the machine shows none.")
  private boolean force;

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      description = "The Python to make it from, or with --system the Python to use.")
  private @Nullable String python;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Backend backend = Usage.check(spec, () -> Backends.named(name));
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (!(backend instanceof ExternalBackend external)) {
      throw new InputException(name + ": is part of flybrain and needs no installation");
    }
    String versions =
        external.install(
            new Installation(system, force, python),
            line -> {
              err.println(line);
              err.flush();
            });
    out.println(name + ": " + versions);
    return 0;
  }
}
