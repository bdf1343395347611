package flybrain.cli;

import flybrain.InputException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The `flybrain` command.
@Command(
    name = "flybrain",
    description = "Simulates the whole brain of the adult fruit fly.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {HelpCommand.class, BackendsCommand.class})
public final class Main {
  /// Exit code of a command that failed.
  static final int FAILED = 1;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /// Runs a command line and returns its exit code: 0 done, 1 failed, 2 wrong usage.
  static int run(String... args) {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(Main::explain)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(args);
  }

  /// Tells what went wrong in one line; only a mistake of ours shows where in the code it happened.
  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (e instanceof InputException || e instanceof java.io.IOException) {
      err.println(command.getColorScheme().errorText("flybrain: " + e.getMessage()));
    } else {
      err.println("flybrain: internal error, please report it:");
      e.printStackTrace(err);
    }
    return FAILED;
  }
}
