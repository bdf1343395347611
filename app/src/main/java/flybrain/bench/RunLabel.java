package flybrain.bench;

import flybrain.InputException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/// The label that groups the rounds of a run, which is also the name of its folder.
public final class RunLabel {
  private static final DateTimeFormatter NOW =
      DateTimeFormatter.ofPattern("'paper_'yyyyMMdd_HHmmss");

  private RunLabel() {}

  /// A label with `_` in place of everything but letters, digits, `-` and `_`, and none of them at
  /// its ends.
  ///
  /// @throws InputException when nothing is left of it
  public static String sanitized(String label) {
    String safe = label.replaceAll("[^A-Za-z0-9_-]", "_").replaceAll("^_+|_+$", "");
    if (safe.isEmpty()) {
      throw new InputException(
          "run label '%s': must have one of the characters A-Z a-z 0-9 -".formatted(label));
    }
    return safe;
  }

  /// The label of a run of several rounds that was given none.
  public static String of(LocalDateTime start) {
    return NOW.format(start);
  }
}
