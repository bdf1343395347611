package flybrain.audit;

import flybrain.PythonNumber;
import flybrain.results.ResultRow;
import flybrain.results.ResultsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Holds `benchmark-results.csv` against itself and the spike files that it lists.
final class ResultsAudit {
  /// Fewer spikes a trial may be as many in another number of trials by chance.
  private static final double FEWEST_SPIKES = 100;

  /// Times are rounded to 1 ms, each by up to half of that.
  private static final double ROUNDING = 0.0005;

  /// Where the steps are timed by another clock than everything.
  private static final double CLOCKS = 0.01;

  private final Path file;
  private final String name;
  private final Findings findings;
  private final RecordedRows recorded;

  /// @param name of the table in findings
  ResultsAudit(Path file, String name, Findings findings) {
    this.file = file;
    this.name = name;
    this.findings = findings;
    this.recorded = new RecordedRows(name, findings);
  }

  /// Checks the rows by themselves, and that their files are there.
  ///
  /// @return their rows about the files
  /// @throws flybrain.InputException if it is not a table of results
  RecordedRows read() {
    Map<List<String>, List<ResultRow>> ofSizes = new HashMap<>();
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "folder of " + file);
    int line = 1;
    for (ResultRow row : ResultsFile.read(file)) {
      line++;
      if (row.succeeded()) {
        checkTimes(row, name + ":" + line);
        checkCopies(
            row, name + ":" + line, ofSizes.computeIfAbsent(sizes(row), _ -> new ArrayList<>()));
      }
      if (!row.spikePath().isEmpty()) {
        recorded.add(folder, row, name + ":" + line);
      }
    }
    return recorded;
  }

  private void checkTimes(ResultRow row, String at) {
    for (String column : List.of("setup_time", "build_time", "sim_time", "total_time")) {
      if (row.number(column) < 0) {
        findings.error(
            at, "negative time", column + " " + row.text(column), "at least 0 s", "a wrong clock");
      }
    }
    double least = row.simTime() * (1 - CLOCKS) - 2 * ROUNDING;
    if (row.totalTime() < least) {
      findings.error(
          at,
          "total below the steps alone",
          "total_time %s, sim_time %s".formatted(row.text("total_time"), row.text("sim_time")),
          "total_time of at least sim_time",
          "a wrong clock, or times of two runs");
    }
    double brain = row.duration() * row.trials();
    double lowest = brain / (row.simTime() + ROUNDING) - 0.1 * ROUNDING;
    double highest = brain / Math.max(row.simTime() - ROUNDING, 1e-9) + 0.1 * ROUNDING;
    double ratio = row.realtimeRatio();
    if (row.simTime() > 0 && (ratio < lowest || ratio > highest)) {
      findings.warning(
          at,
          "real-time ratio of another time",
          "realtime_ratio " + row.text("realtime_ratio"),
          PythonNumber.rounded(brain / row.simTime(), 4) + ", t_run * n_run / sim_time",
          "a row changed by hand, or another definition");
    }
  }

  /// The key of rows that differ only in the number of trials.
  private static List<String> sizes(ResultRow row) {
    return List.of(
        row.framework(),
        PythonNumber.text(row.duration()),
        row.experimentKey(),
        row.runLabel(),
        row.round());
  }

  /// Trials that are copies of each other have n times the spikes of one, and no more neurons.
  private void checkCopies(ResultRow row, String at, List<ResultRow> others) {
    double spikes = row.number("spikes") / row.trials();
    for (ResultRow other : others) {
      if (other.trials() != row.trials()
          && spikes >= FEWEST_SPIKES
          && spikes == other.number("spikes") / other.trials()
          && row.number("active_neurons") == other.number("active_neurons")) {
        findings.error(
            at,
            "trials with as many spikes and neurons",
            "%s of %s spikes each, as with n_run %s"
                .formatted(row.text("n_run"), RecordedRows.text(spikes), other.text("n_run")),
            "spikes of its own in each trial",
            "copied trials, or one seed for several trials");
        break;
      }
    }
    others.add(row);
  }
}
