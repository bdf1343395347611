package flybrain.audit;

import flybrain.PythonNumber;
import flybrain.results.ResultRow;
import flybrain.spikes.SpikeFileName;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows of a table about spike files, to be checked against the files.
final class RecordedRows {
  private final String table;
  private final Findings findings;
  private final Map<Path, ResultRow> rows = new LinkedHashMap<>();

  /// @param table what findings call it
  RecordedRows(String table, Findings findings) {
    this.table = table;
    this.findings = findings;
  }

  /// Adds a row if its file exists, otherwise reports it; the suite's NEST GPU writes no file if
  /// nothing fires.
  ///
  /// @param folder in which, or below which, it has to be
  /// @param at what findings call the row
  void add(Path folder, ResultRow row, String at) {
    Optional<Path> file = SpikePath.in(folder, row.spikePath());
    if (file.isPresent()) {
      rows.put(file.get().toAbsolutePath().normalize(), row);
    } else if (!(isNestGpu(row) && row.number("spikes") == 0)) {
      findings.error(
          at,
          "missing file",
          row.spikePath().isEmpty() ? "no spike_path" : row.spikePath(),
          "the spike file of this row",
          "moved, deleted or never copied");
    }
  }

  /// The row of a file, null if the table does not list it.
  @Nullable ResultRow of(Path file) {
    return rows.get(file.toAbsolutePath().normalize());
  }

  /// Holds the row of a file, if there is one, against its name and its spikes.
  void check(Path path, AuditedFile file) {
    ResultRow row = of(path);
    if (row == null) {
      return;
    }
    String said = " as " + table + " says";
    differ(file, "spikes", row.number("spikes"), (double) file.spikes(), said);
    double active = row.number("active_neurons");
    if (!(isNestGpu(row) && active == file.mostActiveNeurons())) {
      differ(file, "active neurons", active, file.activeNeurons(), said);
    }
    SpikeFileName.of(path)
        .ifPresent(named -> {
          differ(file, "n_run of the name", named.trials(), row.trials(), "");
          differ(file, "t_run of the name", named.tRun(), row.duration(), "");
        });
    checkRound(path, row, file);
  }

  /// Whose active neurons the suite counts in each trial, and states the most of any.
  private static boolean isNestGpu(ResultRow row) {
    return row.backendKey().equals("nestgpu") || row.framework().equals("NEST GPU");
  }

  private void checkRound(Path path, ResultRow row, AuditedFile file) {
    Path absolute = path.toAbsolutePath();
    Path parent = absolute.getParent();
    String round = parent == null ? "" : String.valueOf(parent.getFileName());
    if (round.matches("round_\\d+")) {
      double number = Double.parseDouble(round.substring("round_".length()));
      differ(file, "round of the folder", number, row.number("round"), "");
    } else if (!row.round().isEmpty()) {
      findings.warning(
          file.name(),
          "file in no round",
          String.valueOf(absolute.getFileName()),
          "round " + row.round(),
          "a moved file");
    }
  }

  private void differ(AuditedFile file, String what, double stated, double found, String said) {
    if (!Double.isNaN(stated) && !Double.isNaN(found) && stated != found) {
      findings.error(
          file.name(),
          "number of " + what + " differs",
          text(found),
          text(stated) + said,
          "a file that was replaced, truncated or renamed");
    }
  }

  /// A number, without `.0` if it is whole.
  static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : PythonNumber.text(number);
  }
}
