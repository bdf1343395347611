package flybrain.terminal;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/// The command line that was typed, as a shell takes it again.
public final class TypedCommand {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private TypedCommand() {}

  /// The command with all its words, such as `flybrain why 'DNp01 & side:left' sugar`.
  public static String of(CommandSpec spec) {
    return "flybrain " + of(spec.root().commandLine().getParseResult().originalArgs());
  }

  /// Words with quotes around each that a shell would change.
  public static String of(List<String> words) {
    return words.stream().map(TypedCommand::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
