package flybrain.audit;

import flybrain.results.CsvTable;
import flybrain.results.ManifestFile;
import flybrain.results.ResultRow;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Holds the manifest of a labelled run against the files that are there.
final class ManifestAudit {
  private static final List<String> REQUIRED =
      List.of("run_label", "framework", "n_run", "t_run", "spike_path");

  private static final Map<String, String> SCHEMA =
      Map.of("spike_schema_version", "1", "spike_time_column", "time_ms", "spike_time_unit", "ms");

  private final Path run;
  private final String name;
  private final Findings findings;
  private final RecordedRows recorded;

  /// @param run folder of the run
  /// @param name of the manifest in findings
  ManifestAudit(Path run, String name, Findings findings) {
    this.run = run;
    this.name = name;
    this.findings = findings;
    this.recorded = new RecordedRows("the manifest", findings);
  }

  /// Reads the manifest and checks what it says by itself, and that its files are there.
  ///
  /// @return its rows about the files
  /// @throws flybrain.InputException if it is not a table of spike files
  RecordedRows read() {
    CsvTable table = CsvTable.read(run.resolve("manifest.csv"), REQUIRED);
    checkColumns(table.columns());
    Set<List<String>> keys = new HashSet<>();
    int line = 1;
    for (Map<String, String> cells : table.rows()) {
      line++;
      ResultRow row = new ResultRow(cells);
      if (!keys.add(row.key())) {
        findings.error(
            name + ":" + line,
            "benchmark listed twice",
            String.join(", ", row.key()),
            "one row each",
            "joined manifests");
      }
      checkRow(row, line);
      recorded.add(run, row, name + ":" + line);
    }
    return recorded;
  }

  private void checkColumns(List<String> columns) {
    List<String> missing =
        ManifestFile.COLUMNS.stream().filter(column -> !columns.contains(column)).toList();
    List<String> unknown =
        columns.stream().filter(column -> !ManifestFile.COLUMNS.contains(column)).toList();
    if (!missing.isEmpty()) {
      tellColumns("missing column", missing);
    }
    if (!unknown.isEmpty()) {
      tellColumns("unknown column", unknown);
    }
  }

  private void tellColumns(String what, List<String> columns) {
    findings.warning(
        name,
        what,
        String.join(", ", columns),
        "the 16 columns of a manifest",
        "another version of the suite, or renamed columns");
  }

  private void checkRow(ResultRow row, int line) {
    String at = name + ":" + line;
    SCHEMA.forEach((column, expected) -> {
      String value = row.text(column);
      if (row.cells().containsKey(column) && !value.equals(expected)) {
        findings.warning(
            at,
            "unknown " + column.replace('_', ' '),
            value.isEmpty() ? "empty" : value,
            expected,
            "another schema: readers expect the column time_ms in ms");
      }
    });
    if (!row.runLabel().equals(String.valueOf(run.getFileName()))) {
      findings.warning(
          at,
          "label of another run",
          row.runLabel(),
          String.valueOf(run.getFileName()),
          "a renamed folder, or a row of another run");
    }
    if (row.cells().containsKey("status") && !row.succeeded()) {
      findings.error(
          at,
          "failed benchmark with a spike file",
          row.status(),
          "success",
          "spikes of an unfinished run");
    }
  }
}
