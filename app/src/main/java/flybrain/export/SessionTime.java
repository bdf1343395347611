package flybrain.export;

import flybrain.Decimal;
import java.util.Map;

/// Times of spikes on one axis on which the trials follow one another without a gap.
///
/// A time is the double nearest to the decimal value if the time step is known and a trial has a
/// whole number of them; otherwise it is the sum of two doubles.
final class SessionTime {
  /// Steps from a time in ms differ from whole numbers by less, unless it is not of the grid.
  private static final double GRID = 1e-3;

  private final double duration;
  private final double step;
  private final long stepsOfTrial;
  private final long numerator;
  private final double denominator;

  /// @param metadata of the spike file, which may have the time step
  SessionTime(double duration, Map<String, String> metadata) {
    this.duration = duration;
    this.step = step(metadata);
    long steps = step > 0 ? Math.round(1000 * duration / step) : 0;
    Decimal decimal = Decimal.of(step);
    boolean isGrid =
        step > 0 && decimal.times(steps, -3) == duration && decimal.unscaled() < 1_000_000;
    this.stepsOfTrial = isGrid ? steps : 0;
    int scale = decimal.scale() + 3;
    this.numerator = decimal.unscaled() * (long) Math.pow(10, Math.max(0, -scale));
    this.denominator = Math.pow(10, Math.max(0, scale));
  }

  /// The time step in ms, 0 if the metadata does not have it.
  static double step(Map<String, String> metadata) {
    try {
      double step = Double.parseDouble(metadata.getOrDefault("flybrain.parameter.dt", "0"));
      return step > 0 && Double.isFinite(step) ? step : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /// When a trial begins, or the one before it ends, in s.
  double start(int trial) {
    return Decimal.of(duration).times(trial, 0);
  }

  /// The time of a spike in s.
  ///
  /// @param milliseconds its time in the trial
  double seconds(int trial, double milliseconds) {
    double steps = milliseconds / step;
    long whole = Math.round(steps);
    return stepsOfTrial > 0 && Math.abs(steps - whole) < GRID
        ? (trial * stepsOfTrial + whole) * numerator / denominator
        : trial * duration + milliseconds / 1000;
  }
}
