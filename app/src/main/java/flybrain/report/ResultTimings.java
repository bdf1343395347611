package flybrain.report;

import flybrain.InputException;
import flybrain.results.ResultRow;
import flybrain.results.ResultsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Reads the timings of `benchmark-results.csv`, of the reference suite's files of any age too.
///
/// @param frameworks name of each backend by its key, in the order in which backends are shown;
///   files of March 2026 have names only
public record ResultTimings(Map<String, String> frameworks) {
  private static final String ERROR = "error: ";

  private record Run(String label, String experiment, String experimentKey) {}

  private record Size(String backendKey, double duration, int trials) {}

  public ResultTimings {
    frameworks = new LinkedHashMap<>(frameworks);
  }

  /// The runs of a file, in its order.
  ///
  /// @param acrossLabels whether rows of all labels count as rounds of one run
  /// @throws InputException if the file is missing, no results file, or without what is selected,
  ///   or when a row has no number of trials or no duration
  public List<RunTimings> read(Path file, RowSelection selection, boolean acrossLabels) {
    Map<Run, Map<Size, List<ResultRow>>> runs = new LinkedHashMap<>();
    List<ResultRow> rows = ResultsFile.read(file);
    selection.check(file, rows);
    for (int r = 0; r < rows.size(); r++) {
      ResultRow row = rows.get(r);
      if (!selection.has(row)) {
        continue;
      }
      Run run = new Run(acrossLabels ? "" : row.runLabel(), row.experiment(), row.experimentKey());
      Size size = new Size(key(row), duration(file, r, row), trials(file, r, row));
      runs.computeIfAbsent(run, any -> new LinkedHashMap<>())
          .computeIfAbsent(size, any -> new ArrayList<>())
          .add(row);
    }
    return runs.entrySet().stream().map(run -> timings(run.getKey(), run.getValue())).toList();
  }

  private RunTimings timings(Run run, Map<Size, List<ResultRow>> sizes) {
    List<String> order = List.copyOf(frameworks.keySet());
    Comparator<Timing> byBackend =
        Comparator.comparingInt(timing -> {
          int place = order.indexOf(timing.backendKey());
          return place < 0 ? order.size() : place;
        });
    List<Timing> timings =
        sizes.entrySet().stream()
            .map(size -> timing(size.getKey(), size.getValue()))
            .sorted(
                byBackend
                    .thenComparing(Timing::backendKey)
                    .thenComparingDouble(Timing::duration)
                    .thenComparingInt(Timing::trials))
            .toList();
    return new RunTimings(run.label(), run.experiment(), run.experimentKey(), timings);
  }

  private static Timing timing(Size size, List<ResultRow> rows) {
    List<ResultRow> done = rows.stream().filter(ResultRow::succeeded).toList();
    List<ResultRow> failed = rows.stream().filter(row -> !row.succeeded()).toList();
    return new Timing(
        size.backendKey(),
        rows.getFirst().framework(),
        size.duration(),
        size.trials(),
        done.size(),
        failed.size(),
        failed.isEmpty() ? "" : reason(failed.getLast()),
        spread(done, ResultRow::setupTime),
        spread(done, ResultRow::buildTime),
        spread(done, ResultRow::simTime),
        spread(done, ResultRow::totalTime),
        spread(done, ResultTimings::realtimeRatio));
  }

  private static Spread spread(List<ResultRow> rows, ToDoubleFunction<ResultRow> time) {
    return Spread.of(rows.stream().map(time::applyAsDouble).toList());
  }

  /// As recorded, because it is more exact than the rounded time; from that where it is not.
  private static double realtimeRatio(ResultRow row) {
    return row.realtimeRatio() > 0
        ? row.realtimeRatio()
        : row.duration() * row.trials() / row.simTime();
  }

  private static String reason(ResultRow row) {
    String status = row.status();
    return status.startsWith(ERROR) ? status.substring(ERROR.length()) : status;
  }

  /// By its name first: on a machine without CUDA the suite's rows of `PyTorch (CPU)` have the key
  /// of `PyTorch (CUDA)`, and old files have no keys.
  private String key(ResultRow row) {
    return frameworks.entrySet().stream()
        .filter(entry -> entry.getValue().equals(row.framework()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(row.backendKey().isEmpty() ? row.framework() : row.backendKey());
  }

  private static double duration(Path file, int index, ResultRow row) {
    if (row.duration() > 0 && Double.isFinite(row.duration())) {
      return row.duration();
    }
    throw new InputException(
        "%s: row %d: t_run '%s': must be a duration in s, more than 0"
            .formatted(file, index + 1, row.text("t_run")));
  }

  private static int trials(Path file, int index, ResultRow row) {
    double trials = row.trials();
    if (trials >= 1 && trials <= Integer.MAX_VALUE && trials == Math.rint(trials)) {
      return (int) trials;
    }
    throw new InputException(
        "%s: row %d: n_run '%s': must be a number of trials, 1 or more"
            .formatted(file, index + 1, row.text("n_run")));
  }
}
