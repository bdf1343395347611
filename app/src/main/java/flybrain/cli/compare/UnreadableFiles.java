package flybrain.cli.compare;

import flybrain.InputException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/// The spike files that a command of many comparisons cannot read: each is named once, the others
/// are compared, and the command fails.
final class UnreadableFiles {
  /// Something that reads spike files.
  interface Reading<T> {
    T read() throws IOException;
  }

  private final Set<String> reasons = new LinkedHashSet<>();

  /// What a reading gives, or nothing when a file cannot be read.
  <T> Optional<T> read(Reading<T> reading) throws IOException {
    try {
      return Optional.of(reading.read());
    } catch (InputException e) {
      reasons.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /// Refuses to write tables of nothing over those of an earlier comparison.
  ///
  /// @param compared number of comparisons that could be made
  /// @throws InputException naming the files, when they are why there is none
  void requireAny(int compared) {
    if (compared == 0 && !reasons.isEmpty()) {
      throw new InputException(String.join("; ", reasons));
    }
  }

  /// Names the files on standard error.
  ///
  /// @param compared number of comparisons that could be made
  /// @return the exit code of the command
  int tell(CommandSpec spec, int compared) {
    reasons.forEach(reason -> spec.commandLine().getErr().println("flybrain: left out: " + reason));
    spec.commandLine().getErr().flush();
    return reasons.isEmpty() && compared > 0 ? 0 : 1;
  }
}
