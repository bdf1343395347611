package flybrain.figures;

import flybrain.report.RunTimings;
import flybrain.report.Spread;
import flybrain.report.Timing;
import java.util.function.BiFunction;

/// Something that is drawn of each timing, on a logarithmic axis.
///
/// @param label of the axis, with the unit
/// @param line meaning of a line at 1, empty for none
/// @param value median and range of a timing of a run; NaN if there is none
record TimingQuantity(String label, String line, BiFunction<RunTimings, Timing, Spread> value) {
  static final TimingQuantity SIM =
      new TimingQuantity("time of the steps (s)", "", (run, timing) -> timing.sim());

  static final TimingQuantity TOTAL =
      new TimingQuantity("total time (s)", "", (run, timing) -> timing.total());

  static final TimingQuantity REALTIME =
      new TimingQuantity(
          "simulated time / time of the steps",
          "line: real time",
          (run, timing) -> ratio(timing, timing.realtimeRatio()));

  static final TimingQuantity SIM_SPEED =
      new TimingQuantity(
          "speed of the steps / Brian2's",
          "line: as fast as Brian2 (CPU)",
          (run, timing) -> ratio(timing, Spread.ofMedian(run.repeated().simSpeed(timing))));

  static final TimingQuantity TOTAL_SPEED =
      new TimingQuantity(
          "total speed / Brian2's",
          "line: as fast as Brian2 (CPU)",
          (run, timing) -> ratio(timing, Spread.ofMedian(run.repeated().totalSpeed(timing))));

  static final TimingQuantity COST_OF_TRIAL =
      new TimingQuantity(
          "steps per trial / of a single trial",
          "line: no gain from many trials",
          (run, timing) -> ratio(timing, Spread.ofMedian(run.repeated().costOfTrial(timing))));

  /// Nothing for a single round.
  private static Spread ratio(Timing timing, Spread spread) {
    return timing.isRepeated() ? spread : Spread.ofMedian(Double.NaN);
  }

  /// Whether anything of a run has it.
  boolean isIn(RunTimings run) {
    return run.measured().stream()
        .anyMatch(timing -> Double.isFinite(value.apply(run, timing).median()));
  }
}
