package flybrain.results;

import flybrain.InputException;
import flybrain.files.WriteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `manifest.csv` of a labelled run: its spike files, a row each.
public final class ManifestFile {
  /// The columns of a manifest that we write.
  public static final List<String> COLUMNS =
      List.of(
          "run_label",
          "round",
          "framework",
          "backend_key",
          "experiment",
          "experiment_key",
          "n_run",
          "t_run",
          "spike_path",
          "spikes",
          "active_neurons",
          "status",
          "timestamp",
          "spike_schema_version",
          "spike_time_column",
          "spike_time_unit");

  /// The suite's values for spike files of this form.
  private static final Map<String, String> SCHEMA =
      Map.of("spike_schema_version", "1", "spike_time_column", "time_ms", "spike_time_unit", "ms");

  private final Path file;

  public ManifestFile(Path folder) {
    this.file = folder.resolve("manifest.csv");
  }

  /// Checks that rows can be added.
  ///
  /// @throws InputException if it is not a manifest, or protected from writing
  public void check() {
    if (Files.exists(file)) {
      table().check(file);
    }
  }

  private CsvTable table() {
    return CsvTable.read(file, List.of("run_label", "framework", "n_run", "t_run"));
  }

  /// Writes the row of a spike file in place of an older one of the same benchmark.
  ///
  /// @throws WriteException if it cannot be written
  public void put(ResultRow row) throws IOException {
    Map<String, String> cells = new LinkedHashMap<>();
    COLUMNS.forEach(column -> cells.put(column, row.text(column)));
    cells.putAll(SCHEMA);
    CsvTable before = Files.exists(file) ? table() : CsvTable.empty(COLUMNS);
    before.withColumns(COLUMNS).with(cells, line -> new ResultRow(line).key()).write(file);
  }
}
