package flybrain.terminal;

import flybrain.InputException;
import flybrain.files.Outputs;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Mistakes on the command line itself, which end with exit code 2.
public final class Usage {
  private Usage() {}

  /// Refuses the command line unless a condition holds.
  ///
  /// @throws ParameterException with the message
  public static void require(CommandSpec spec, boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  /// Refuses a command line whose outputs would replace what it reads, or each other.
  ///
  /// @throws ParameterException with the message
  public static void check(CommandSpec spec, Outputs outputs) {
    check(spec, outputs::check);
  }

  /// Refuses the command line where a check fails.
  ///
  /// @throws ParameterException with the message of the InputException that it threw
  public static void check(CommandSpec spec, Runnable check) {
    check(
        spec,
        () -> {
          check.run();
          return spec;
        });
  }

  /// What `read` makes of the command line.
  ///
  /// @throws ParameterException with the message of the InputException that it threw
  public static <T> T check(CommandSpec spec, Supplier<T> read) {
    try {
      return read.get();
    } catch (InputException e) {
      throw wrong(spec, e);
    }
  }

  /// The mistake as one of the command line.
  public static ParameterException wrong(CommandSpec spec, InputException mistake) {
    return new ParameterException(spec.commandLine(), mistake.getMessage(), mistake);
  }
}
