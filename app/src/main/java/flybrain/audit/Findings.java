package flybrain.audit;

import flybrain.audit.Finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects findings in order; the same finding in two tables counts once.
final class Findings {
  private final Set<Finding> all = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();

  void error(String file, String what, String value, String expected, String meaning) {
    add(Severity.ERROR, file, what, value, expected, meaning);
  }

  void warning(String file, String what, String value, String expected, String meaning) {
    add(Severity.WARNING, file, what, value, expected, meaning);
  }

  void add(
      Severity severity, String file, String what, String value, String expected, String meaning) {
    all.add(new Finding(severity, file, what, value, expected, meaning));
  }

  /// A note for the reader that is not a fault.
  void note(String text) {
    notes.add(text);
  }

  List<Finding> all() {
    return List.copyOf(all);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
