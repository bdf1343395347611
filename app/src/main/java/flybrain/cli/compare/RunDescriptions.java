package flybrain.cli.compare;

import flybrain.audit.RecordedExperiment;
import flybrain.pages.HtmlPage;
import flybrain.tables.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What the files of compared runs say of how they were made.
final class RunDescriptions {
  private final Map<Path, SequencedMap<String, String>> ofFiles = new LinkedHashMap<>();

  /// Adds a run, once.
  ///
  /// @param name what it is called
  void add(String name, Path file) throws IOException {
    if (!ofFiles.containsKey(file)) {
      ofFiles.put(file, of(name, file));
    }
  }

  /// A run by its file.
  static SequencedMap<String, String> of(String name, Path file) throws IOException {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    all.put("run", name);
    all.putAll(RecordedExperiment.of(file).description());
    all.put("file", file.toString());
    return all;
  }

  /// A list of objects, for JSON.
  List<Map<String, String>> objects() {
    return List.copyOf(ofFiles.values());
  }

  /// Shows on a page how the runs were made; their files stand elsewhere.
  void show(HtmlPage page) {
    if (ofFiles.isEmpty()) {
      return;
    }
    List<String> columns = new ArrayList<>(ofFiles.values().iterator().next().sequencedKeySet());
    Table table = new Table(columns);
    ofFiles.values().forEach(run -> table.add(List.copyOf(run.sequencedValues())));
    columns.remove("file");
    table.only(columns).show(page, "How the runs were made");
  }
}
