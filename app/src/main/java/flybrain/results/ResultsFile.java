package flybrain.results;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `benchmark-results.csv`: every benchmark ever run into one data folder, a row each.
///
/// Files of the reference suite of any age are read: those of March 2026 lack the last six columns
/// and call `realtime_ratio` `rt_ratio`. Columns that are not the suite's are kept, and so is the
/// order of columns.
public final class ResultsFile {
  /// The columns of a file that we write.
  public static final List<String> COLUMNS =
      List.of(
          "framework",
          "n_run",
          "t_run",
          "setup_time",
          "build_time",
          "sim_time",
          "total_time",
          "realtime_ratio",
          "spikes",
          "active_neurons",
          "status",
          "timestamp",
          "backend_key",
          "experiment",
          "experiment_key",
          "run_label",
          "round",
          "spike_path");

  private static final List<String> REQUIRED = List.of("framework", "n_run", "t_run");
  private static final String RATIO = "realtime_ratio";
  private static final String OLD_RATIO = "rt_ratio";

  private final Path file;

  public ResultsFile(Path file) {
    this.file = file;
  }

  /// The rows of a results file, in its order.
  ///
  /// @throws InputException if it is missing or no results file
  public static List<ResultRow> read(Path file) {
    return table(file).rows().stream().map(ResultRow::new).toList();
  }

  /// The rows so far; none if there is no file.
  public List<ResultRow> rows() {
    return Files.exists(file) ? read(file) : List.of();
  }

  /// Checks that rows can be added.
  ///
  /// @throws InputException if it is not a results file, or protected from writing
  public void check() {
    if (Files.exists(file)) {
      table(file).check(file);
    }
  }

  /// Writes a row in place of the one with the same key, otherwise after all others; all other rows
  /// stay as they are. The file is replaced, so no reader and no killed process ever sees part of a
  /// row.
  public void put(ResultRow row) throws IOException {
    CsvTable before = Files.exists(file) ? table(file) : CsvTable.empty(COLUMNS);
    before.with(row.cells(), cells -> new ResultRow(cells).key()).write(file);
  }

  private static CsvTable table(Path file) {
    CsvTable read = CsvTable.read(file, REQUIRED);
    List<String> columns =
        read.columns().stream()
            .map(name -> name.equals(OLD_RATIO) ? RATIO : name)
            .distinct()
            .toList();
    return read.map(ResultsFile::withNewRatio, columns).withColumns(COLUMNS);
  }

  private static Map<String, String> withNewRatio(Map<String, String> cells) {
    Map<String, String> changed = new LinkedHashMap<>(cells);
    String old = changed.remove(OLD_RATIO);
    if (old != null && changed.getOrDefault(RATIO, "").isEmpty()) {
      changed.put(RATIO, old);
    }
    return changed;
  }
}
