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
    description = "Makes the Python environment of a framework; does nothing when it is there.",
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
      description = "Install nothing; use a Python that has the framework already.")
  private boolean system;

  @Option(
      names = "--force",
      description = "Install also where the machine shows no GPU and the framework needs one.")
  private boolean force;

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      description = "The Python to make it from, or with --system the one to use.")
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
      throw new InputException(name + ": is part of flybrain; there is nothing to install");
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
