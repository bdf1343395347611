package flybrain.cli;

import flybrain.ForeignText;
import flybrain.InputException;
import flybrain.MachineFault;
import flybrain.UnknownNameException;
import flybrain.files.TemporaryFolder;
import flybrain.terminal.ForeignTextWriter;
import flybrain.terminal.TerminalProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `flybrain` command.
@Command(
    name = "flybrain",
    description = "Simulates the whole brain of the adult fruit fly.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionLine.class,
    addMethodSubcommands = false, // spares reading the annotations of all methods
    footer = {
      "",
      "Examples:",
      "  flybrain run sugar                  simulate the preset sugar, 30 trials of 1 s",
      "  flybrain run sugar --n-run 1        one trial",
      "  flybrain run --help                 all options of run",
      "  flybrain rates FILE                 table of firing rates of a spike file",
      "  flybrain figure FILE                picture of a spike file",
      "  flybrain compare --help             which framework gives Brian2's spikes",
      "  flybrain neurons                    the named sets of neurons",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
public final class Main {
  private static final int FAILED = 1;

  private Main() {}

  public static void main(String[] args) {
    end(run(args));
  }

  /// Ends the process. Java looks through all libraries for a log of exits unless it just has
  /// nothing more to do.
  static void end(int exitCode) {
    if (exitCode != 0 || Thread.activeCount() > 1) {
      System.exit(exitCode);
    }
  }

  /// Runs a command line and returns its exit code: 0 done, 1 failed, 2 wrong usage.
  static int run(String... args) {
    String[] words = withDashes(args);
    return run(commandLineFor(words), words);
  }

  /// Runs a command; one that the machine fails says so in one line, too.
  static int run(CommandLine command, String... args) {
    try {
      return command.execute(args);
    } catch (Error e) {
      error(command, MachineFault.words(e).orElseThrow(() -> e));
      return FAILED;
    }
  }

  /// All commands in full.
  static CommandLine commandLine() {
    CommandLine flybrain = new CommandLine(new Main());
    Commands.addAll(flybrain);
    return configured(flybrain);
  }

  /// The commands that a command line needs.
  static CommandLine commandLineFor(String... words) {
    CommandLine flybrain = new CommandLine(new Main());
    Commands.addNamed(flybrain, List.of(words));
    return configured(flybrain);
  }

  private static CommandLine configured(CommandLine flybrain) {
    return WrongUsage.explain(flybrain)
        .setExecutionStrategy(Main::execute)
        .setExecutionExceptionHandler(Main::explain)
        .setCaseInsensitiveEnumValuesAllowed(true)
        // @FILE is a file of neuron ids here, not one of arguments.
        .setExpandAtFiles(false);
  }

  /// Runs a command that was read, after what every one needs is there.
  private static int execute(CommandLine.ParseResult parsed) {
    WrongUsage.refuseUnmatched(parsed);
    boolean asksForHelp =
        parsed.asCommandLineList().stream()
            .anyMatch(
                command -> command.isUsageHelpRequested() || command.isVersionHelpRequested());
    if (!asksForHelp) {
      showForeignText(parsed.commandSpec().commandLine());
      try {
        TemporaryFolder.own();
      } catch (InputException e) {
        error(parsed.commandSpec().commandLine(), String.valueOf(e.getMessage()));
        return FAILED;
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /// Output may contain foreign text. A file or a program gets it as it is.
  private static void showForeignText(CommandLine command) {
    command.setErr(new ForeignTextWriter(command.getErr()));
    if (TerminalProgress.isTerminal()) {
      command.setOut(new ForeignTextWriter(command.getOut()));
    }
  }

  /// Option names with dashes for underscores: `--t_run` is `--t-run`, as in the reference suite.
  static String[] withDashes(String... args) {
    return Arrays.stream(args)
        .map(arg -> {
          int end = arg.indexOf('=') < 0 ? arg.length() : arg.indexOf('=');
          return arg.startsWith("--")
              ? arg.substring(0, end).replace('_', '-') + arg.substring(end)
              : arg;
        })
        .toArray(String[]::new);
  }

  /// Reports an error in one line; only a mistake of ours shows where in the code it happened.
  private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    switch (e) {
      case UnknownNameException unknown -> {
        error(command, String.valueOf(unknown.getMessage()));
        return CommandLine.ExitCode.USAGE;
      }
      case InputException input -> error(command, String.valueOf(input.getMessage()));
      case FileSystemException file when file.getReason() == null ->
          error(command, file.getFile() + ": " + file.getClass().getSimpleName());
      case IOException io -> error(command, String.valueOf(io.getMessage()));
      default -> {
        error(command, "internal error, please report it:");
        e.printStackTrace(err);
      }
    }
    return FAILED;
  }

  /// Prints a message in one line on standard error.
  static void error(CommandLine command, String message) {
    PrintWriter err = command.getErr();
    String line =
        command.getColorScheme().errorText("flybrain: " + ForeignText.line(message)).toString();
    if (err instanceof ForeignTextWriter terminal) {
      terminal.styled(line);
    } else {
      err.println(line);
    }
    err.flush();
  }
}
