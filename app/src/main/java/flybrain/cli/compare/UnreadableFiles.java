package flybrain.cli.compare;

import flybrain.InputException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/// Spike files that a command of many comparisons cannot read: each is named once, the rest are
/// compared, and the command fails.
final class UnreadableFiles {
  /// Something that reads spike files.
  interface Reading<T> {
    T read() throws IOException;
  }

  private final Set<String> reasons = new LinkedHashSet<>();

  /// The result of reading, or empty if a file cannot be read.
  <T> Optional<T> read(Reading<T> reading) throws IOException {
    try {
      return Optional.of(reading.read());
    } catch (InputException e) {
      reasons.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /// Refuses to overwrite the tables of an earlier comparison with empty ones.
  ///
  /// @param compared number of comparisons that could be made
  /// @throws InputException naming the files, if they are the reason that there are none
  void requireAny(int compared) {
    if (compared == 0 && !reasons.isEmpty()) {
      throw new InputException(String.join("; ", reasons));
    }
  }

  /// Names the files on standard error.
  ///
  /// @param compared number of comparisons that could be made
  /// @return the exit code of the command
  int report(CommandSpec spec, int compared) {
    reasons.forEach(reason -> spec.commandLine().getErr().println("flybrain: left out: " + reason));
    spec.commandLine().getErr().flush();
    return reasons.isEmpty() && compared > 0 ? 0 : 1;
  }
}
