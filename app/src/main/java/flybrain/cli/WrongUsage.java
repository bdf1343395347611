package flybrain.cli;

import flybrain.Decimal;
import flybrain.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Makes of a command line that means nothing a line that says why, and exit code 2.
final class WrongUsage {
  private static final int EXIT_CODE = 2;

  private WrongUsage() {}

  /// Lets this explain the mistakes of a command line, and name numbers as users do.
  static CommandLine explain(CommandLine flybrain) {
    ITypeConverter<Double> number = number(Decimal::parse, "a number");
    ITypeConverter<Integer> integer = number(Integer::valueOf, "a whole number below 2^31");
    ITypeConverter<Long> longInteger = number(Long::valueOf, "a whole number below 2^63");
    return flybrain
        .registerConverter(Double.class, number)
        .registerConverter(double.class, number)
        .registerConverter(Integer.class, integer)
        .registerConverter(int.class, integer)
        .registerConverter(Long.class, longInteger)
        .registerConverter(long.class, longInteger)
        .setParameterExceptionHandler(WrongUsage::report);
  }

  private static <T> ITypeConverter<T> number(Function<String, T> parse, String what) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'%s' is not %s".formatted(text, what));
      }
    };
  }

  /// Refuses what is not known also where help or the version is asked for, which picocli does not.
  ///
  /// @throws UnmatchedArgumentException naming what is not known
  static void refuseUnmatched(ParseResult parsed) {
    for (CommandLine command : parsed.asCommandLineList()) {
      List<String> unmatched = command.getUnmatchedArguments();
      if (!unmatched.isEmpty()) {
        throw new UnmatchedArgumentException(command, unmatched);
      }
    }
  }

  private static int report(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    Collection<String> commands = command.getSubcommands().keySet();
    String first =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched.getUnmatched().getFirst()
            : "";
    String name = command.getCommandSpec().qualifiedName();
    if (!first.isEmpty() && !first.startsWith("-") && drivesTwoSets(command)) {
      Main.error(
          command,
          ("'%s': only one experiment can run at a time; stimulate a second set with --excite2 "
                  + "%s --rate2 HZ")
              .formatted(first, first));
    } else if (commands.isEmpty() || first.isEmpty() || first.startsWith("-")) {
      Main.error(command, String.valueOf(e.getMessage()));
      UnmatchedArgumentException.printSuggestions(e, command.getErr());
    } else {
      Main.error(
          command, "'%s' is not a command of %s%s".formatted(first, name, hint(first, commands)));
    }
    command.getErr().println("Try '%s --help'.".formatted(name));
    return EXIT_CODE;
  }

  private static boolean drivesTwoSets(CommandLine command) {
    return command.getCommandSpec().findOption("--excite2") != null;
  }

  private static String hint(String typed, Collection<String> commands) {
    return NearestName.of(typed, commands)
        .map(name -> "; did you mean '%s'?".formatted(name))
        .orElse("; the commands are " + String.join(", ", commands));
  }
}
