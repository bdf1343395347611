package flybrain.results;

import flybrain.InputException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/// The label that groups the rounds of a run, which is also the name of its folder.
public final class RunLabel {
  private static final DateTimeFormatter NOW =
      DateTimeFormatter.ofPattern("'paper_'yyyyMMdd_HHmmss");

  private RunLabel() {}

  /// A label with `_` in place of everything but letters, digits, `-` and `_`, and none at its
  /// ends.
  ///
  /// @throws InputException if nothing is left of it
  public static String sanitized(String label) {
    String safe = safe(label);
    if (safe.isEmpty()) {
      throw new InputException(
          "run label '%s': must contain at least one of A-Z a-z 0-9 -".formatted(label));
    }
    return safe;
  }

  /// Whether a typed label means a run's: either its own, or the text typed when the run was
  /// started.
  public static boolean means(String typed, String label) {
    return label.equals(typed) || label.equals(safe(typed));
  }

  private static String safe(String label) {
    return label.replaceAll("[^A-Za-z0-9_-]", "_").replaceAll("^_+|_+$", "");
  }

  /// The label of a run of several rounds that was given none.
  public static String of(LocalDateTime start) {
    return NOW.format(start);
  }
}
