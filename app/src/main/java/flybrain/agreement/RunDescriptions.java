package flybrain.agreement;

import flybrain.pages.HtmlPage;
import flybrain.results.RecordedExperiment;
import flybrain.tables.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// How compared runs were made, as recorded in their files.
public final class RunDescriptions {
  private final Set<SequencedMap<String, String>> all = new LinkedHashSet<>();
  private final Set<List<Object>> known = new HashSet<>();

  /// Adds a run, once.
  ///
  /// @param name what it is called
  public void add(String name, Path file) throws IOException {
    if (known.add(List.of(name, file))) {
      all.add(of(name, file));
    }
  }

  /// A run by its file.
  public static SequencedMap<String, String> of(String name, Path file) throws IOException {
    SequencedMap<String, String> run = new LinkedHashMap<>();
    run.put("run", name);
    run.putAll(RecordedExperiment.of(file).description());
    run.put("file", file.toString());
    return run;
  }

  /// A list of objects, for JSON.
  public List<Map<String, String>> objects() {
    return List.copyOf(all);
  }

  /// Shows on a page how the runs were made; files are listed elsewhere.
  public void show(HtmlPage page) {
    if (all.isEmpty()) {
      return;
    }
    // Only experiments with changes during a trial describe any.
    List<String> columns =
        new ArrayList<>(Collections.max(all, Comparator.comparingInt(Map::size)).sequencedKeySet());
    Table table = new Table(columns);
    all.forEach(run -> table.add(columns.stream().map(run::get).toList()));
    columns.remove("file");
    table.only(columns).show(page, "How the runs were made");
  }
}
