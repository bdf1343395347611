package flybrain.figures;

import org.jfree.chart.axis.NumberAxis;

/// The time axis of a trial: in ms, of long trials in s.
///
/// @param duration of the trial in s
record TimeScale(double duration) {
  /// Durations of more than this many s have an axis in s.
  private static final double LONG = 2;

  /// Position of a time in ms on the axis.
  double position(double milliseconds) {
    return milliseconds * (duration > LONG ? 1e-3 : 1);
  }

  NumberAxis axis() {
    String label = duration > LONG ? "time (s)" : "time (ms)";
    return ChartStyle.numberAxis(label, 0, position(duration * 1000));
  }
}
