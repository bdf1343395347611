package flybrain.cli;

import flybrain.Counted;
import flybrain.report.PublishedTimings;
import flybrain.report.RunTimings;
import flybrain.report.Spread;
import flybrain.report.Timing;
import flybrain.tables.Table;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// The tables of `flybrain report`.
final class ReportTables {
  /// Of the table for programs: a row for each benchmark, median and range of its rounds.
  static final List<String> COLUMNS =
      List.of(
          "source",
          "run_label",
          "experiment",
          "experiment_key",
          "framework",
          "backend_key",
          "t_run",
          "n_run",
          "rounds",
          "failed_rounds",
          "setup_median_s",
          "build_median_s",
          "sim_median_s",
          "sim_min_s",
          "sim_max_s",
          "total_median_s",
          "total_min_s",
          "total_max_s",
          "realtime_ratio",
          "sim_speed_vs_brian2",
          "total_speed_vs_brian2",
          "trial_cost_vs_single",
          "failure");

  private static final String[] TIMES = {
    "framework",
    "t_run (s)",
    "trials",
    "rounds",
    "setup (s)",
    "build (s)",
    "steps (s)",
    "steps, range",
    "total (s)",
    "total, range"
  };

  private static final String[] RATIOS = {
    "framework",
    "t_run (s)",
    "trials",
    "vs real time",
    "vs Brian2",
    "vs Brian2, total",
    "trial / single"
  };

  private static final String[] FAILED = {
    "framework", "t_run (s)", "trials", "failed rounds", "of", "reason"
  };

  private ReportTables() {}

  /// Everything that is known of each benchmark, the published ones last.
  static Table all(List<RunTimings> runs, RunTimings published) {
    Table table = new Table(COLUMNS);
    for (RunTimings run : runs) {
      run.timings().forEach(timing -> table.add(cells("measured", run, timing)));
    }
    published.timings().forEach(timing -> table.add(cells("published", published, timing)));
    return table;
  }

  /// Times for people: medians and ranges with three significant digits.
  static Table times(RunTimings run) {
    Table table = new Table(TIMES);
    for (Timing timing : run.measured()) {
      table.add(
          List.of(
              timing.framework(),
              number(timing.duration()),
              timing.trials(),
              timing.rounds(),
              number(timing.setup().median()),
              number(timing.build().median()),
              number(timing.sim().median()),
              range(timing.sim()),
              number(timing.total().median()),
              range(timing.total())));
    }
    return table;
  }

  /// Ratios to real time, to Brian2 and to a single trial, for people; only with more than one
  /// round, because a single round is a cold start.
  static Table ratios(RunTimings all) {
    RunTimings run = all.repeated();
    Table table = new Table(RATIOS);
    for (Timing timing : run.measured()) {
      table.add(
          List.of(
              timing.framework(),
              number(timing.duration()),
              timing.trials(),
              times(timing.realtimeRatio().median()),
              times(run.simSpeed(timing)),
              times(run.totalSpeed(timing)),
              number(run.costOfTrial(timing))));
    }
    return table;
  }

  /// Why some have no ratios, empty if all have.
  static String cold(RunTimings run) {
    long single = run.measured().stream().filter(timing -> !timing.isRepeated()).count();
    return single == 0
        ? ""
        : ("%s measured in one round, which is a cold start: no ratio is shown; repeat with "
                + "--rounds 5")
            .formatted(Counted.of(single, "benchmark"));
  }

  /// Failures in any round, and why.
  static Table failures(RunTimings run) {
    Table table = new Table(FAILED);
    run.timings().stream()
        .filter(timing -> timing.failedRounds() > 0)
        .forEach(timing ->
            table.add(
                List.of(
                    timing.framework(),
                    number(timing.duration()),
                    timing.trials(),
                    timing.failedRounds(),
                    timing.rounds() + timing.failedRounds(),
                    timing.failure())));
    return table;
  }

  /// The tables of all runs under their names.
  static String text(List<RunTimings> runs, RunTimings published) {
    StringBuilder text = new StringBuilder();
    for (RunTimings run : runs) {
      append(text, run.title(), times(run));
      append(text, "Ratios", ratios(run));
      text.append(cold(run).isEmpty() ? "" : "\n%s\n".formatted(cold(run)));
      append(text, "Not measured", failures(run));
    }
    append(text, "Published: " + PublishedTimings.MACHINE, times(published));
    append(text, "Ratios", ratios(published));
    return text.toString();
  }

  private static void append(StringBuilder text, String title, Table table) {
    if (table.size() > 0) {
      text.append(text.isEmpty() ? "" : "\n").append(title).append("\n\n").append(table.text());
    }
  }

  private static List<@Nullable Object> cells(String source, RunTimings run, Timing timing) {
    List<@Nullable Object> cells =
        new ArrayList<>(
            List.of(
                source,
                run.label(),
                run.experiment(),
                run.experimentKey(),
                timing.framework(),
                timing.backendKey(),
                timing.duration(),
                timing.trials(),
                timing.rounds(),
                timing.failedRounds()));
    DoubleStream.of(
            timing.setup().median(),
            timing.build().median(),
            timing.sim().median(),
            timing.sim().lowest(),
            timing.sim().highest(),
            timing.total().median(),
            timing.total().lowest(),
            timing.total().highest(),
            timing.realtimeRatio().median(),
            run.simSpeed(timing),
            run.totalSpeed(timing),
            run.costOfTrial(timing))
        .forEach(cells::add);
    cells.add(timing.failure());
    return cells;
  }

  private static String range(Spread spread) {
    return spread.hasRange() ? number(spread.lowest()) + " – " + number(spread.highest()) : "-";
  }

  private static String times(double ratio) {
    return Double.isFinite(ratio) ? number(ratio) + "x" : "-";
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return "-";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
