package flybrain.results;

import flybrain.PythonNumber;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A row of `benchmark-results.csv`: one benchmark.
///
/// Rows of old files may lack anything but their key: text is then empty, a number NaN.
///
/// @param cells the text of each column, also of columns that are not the suite's
public record ResultRow(Map<String, String> cells) {
  public static final String SUCCESS = "success";

  public ResultRow {
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }

  /// The text in a column, empty if there is none.
  public String text(String column) {
    return cells.getOrDefault(column, "");
  }

  /// The number in a column, NaN if there is none.
  public double number(String column) {
    try {
      return Double.parseDouble(text(column).strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /// Name of the backend, such as `Brian2 (CPU)`.
  public String framework() {
    return text("framework");
  }

  /// Number of trials; a double as every number here, because pandas writes `4.0` where it knows of
  /// a gap in the column, and a gap is NaN.
  public double trials() {
    return number("n_run");
  }

  /// Duration of a trial in s.
  public double duration() {
    return number("t_run");
  }

  /// Time to load and create the network, in s.
  public double setupTime() {
    return number("setup_time");
  }

  /// Time to generate and compile code, in s.
  public double buildTime() {
    return number("build_time");
  }

  /// Time of the steps alone, in s.
  public double simTime() {
    return number("sim_time");
  }

  /// Time of everything, in s.
  public double totalTime() {
    return number("total_time");
  }

  /// Brain time of all trials over [#simTime].
  public double realtimeRatio() {
    return number("realtime_ratio");
  }

  /// Whether the benchmark was completed.
  public boolean succeeded() {
    return status().equals(SUCCESS);
  }

  /// `success`, or `error: ` and the reason.
  public String status() {
    return text("status");
  }

  /// Key of the backend, such as `brian2cpp`; empty in rows of March 2026.
  public String backendKey() {
    return text("backend_key");
  }

  /// Name of the experiment, such as `Sugar GRNs (200 Hz)`; empty in rows of March 2026.
  public String experiment() {
    return text("experiment");
  }

  /// Key of the experiment, such as `sugar`; empty in rows of March 2026.
  public String experimentKey() {
    return text("experiment_key");
  }

  /// Label of the run, empty for a run without one.
  public String runLabel() {
    return text("run_label");
  }

  /// Round of a labelled run as it is written, empty for a run without label.
  public String round() {
    return text("round");
  }

  /// The spike file relative to the project, empty if there is none.
  public String spikePath() {
    return text("spike_path");
  }

  /// The key of a benchmark: framework, n_run and t_run; of a labelled run also experiment_key,
  /// run_label and round.
  public List<String> key() {
    List<String> base = List.of(framework(), canonical("n_run"), canonical("t_run"));
    return runLabel().isEmpty() && round().isEmpty()
        ? base
        : List.of(
            base.get(0), base.get(1), base.get(2), experimentKey(), runLabel(), canonical("round"));
  }

  /// A number is the same however it is written: `1` and `1.0`.
  private String canonical(String column) {
    double number = number(column);
    return Double.isNaN(number) ? text(column) : PythonNumber.text(number);
  }
}
