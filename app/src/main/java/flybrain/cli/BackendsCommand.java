package flybrain.cli;

import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.external.Backends;
import flybrain.external.ExternalBackend;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `flybrain backends`: what can simulate here, and how to get what cannot yet.
@Command(
    name = "backends",
    description = "Lists the backends; installs and checks frameworks.",
    mixinStandardHelpOptions = true,
    subcommands = {HelpCommand.class, BackendsInstall.class, BackendsCheck.class})
public final class BackendsCommand implements Runnable {
  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (Backend backend : Backends.all()) {
      out.printf("%-14s  %-25s  %s%n", backend.key(), backend.framework(), status(backend));
    }
    out.flush();
  }

  private static String status(Backend backend) {
    if (backend instanceof ExternalBackend external) {
      return external.status();
    }
    return switch (backend.availability()) {
      case Availability.Ready _ -> "ready";
      case Availability.Installable _ -> "installable";
      case Availability.NotRun(String needs) -> "not run: needs " + needs;
    };
  }
}
