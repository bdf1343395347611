package flybrain.cli;

import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.external.BackendCheck;
import flybrain.external.Backends;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain backends check NAME`: runs a tiny network with known spikes.
@Command(
    name = "check",
    description = "Runs a tiny network with known spikes through a backend.",
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  flybrain backends check brian2cpp"})
final class BackendsCheck implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "Key of the backend, such as brian2cpp.")
  private String name = "";

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Backend backend = Usage.check(spec, () -> Backends.named(name));
    PrintWriter out = spec.commandLine().getOut();
    BackendCheck.run(backend, Progress.NONE)
        .forEach((what, value) -> out.println(name + ": " + what + ": " + value));
    out.println(name + ": gives the known spikes");
    return 0;
  }
}
