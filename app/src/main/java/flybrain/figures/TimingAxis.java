package flybrain.figures;

import flybrain.Decimal;
import flybrain.report.RunTimings;
import flybrain.report.Timing;
import java.util.List;

/// The axis of timings; there is a chart for each value of the other one.
enum TimingAxis {
  DURATION("duration of a trial (s)", 10),
  TRIALS("trials", 2);

  private final String label;
  private final int base;

  TimingAxis(String label, int base) {
    this.label = label;
    this.base = base;
  }

  String label() {
    return label;
  }

  /// Of the logarithm: ticks are at its powers.
  int base() {
    return base;
  }

  /// Position of a timing.
  double value(Timing timing) {
    return this == TRIALS ? timing.trials() : timing.duration();
  }

  /// The quantity in which charts side by side differ.
  double panel(Timing timing) {
    return this == TRIALS ? timing.duration() : timing.trials();
  }

  /// The charts of a run from left to right.
  List<Double> panels(RunTimings run) {
    return this == TRIALS
        ? run.durations()
        : run.trials().stream().map(Integer::doubleValue).toList();
  }

  /// How many values there are in a run.
  int values(RunTimings run) {
    return this == TRIALS ? run.trials().size() : run.durations().size();
  }

  String panelTitle(double value) {
    String number = Decimal.text(value);
    return this == TRIALS ? "trials of " + number + " s" : trials(number);
  }

  private static String trials(String number) {
    return number.equals("1") ? "1 trial" : number + " trials";
  }
}
