package flybrain.audit;

import flybrain.audit.Finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects what is found, in the order in which it is found; what two tables tell of the same file
/// counts once.
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

  /// Something that the reader has to know and that is no fault.
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
