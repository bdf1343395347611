package flybrain.spikes;

import flybrain.Decimal;

/// The time of a step, as written in files of spikes and states.
///
/// A file has two time columns, because the two usual ways to compute `step * dt` in binary give
/// different last digits. `t` is what Brian2 computes: the step times dt in s, so rows can be
/// matched with Brian2's files to the bit (all 800,639 times of the paper's example files are of
/// this form). `time_ms` is the double nearest to the decimal value: step 3 of 0.1 ms is 0.3, not
/// 0.30000000000000004.
public final class StepTime {
  /// Products with any step up to this are exact in a double.
  private static final long EXACT = (1L << 53) / Integer.MAX_VALUE;

  private final double dt;
  private final double dtSeconds;
  private final long numerator;
  private final double denominator;

  /// The times for a time step.
  ///
  /// @param dt duration of a step in ms, above 0 and finite
  /// @throws IllegalArgumentException for another duration
  public StepTime(double dt) {
    if (!(dt > 0 && dt < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("dt = " + dt + ": must be above 0 and finite");
    }
    Decimal decimal = Decimal.of(dt);
    // Multiples of the last digit of dt, or of ms if dt is whole.
    double scaled = decimal.times(1, Math.max(0, decimal.scale()));
    this.dt = dt;
    this.dtSeconds = decimal.times(1, -3);
    this.numerator = scaled <= EXACT ? (long) scaled : 0;
    this.denominator = Math.pow(10, Math.max(0, decimal.scale()));
  }

  /// The time in s, as Brian2 computes it.
  ///
  /// @param step counted from 0
  public double seconds(int step) {
    return step * dtSeconds;
  }

  /// The time in ms, correctly rounded for a dt of up to six digits.
  ///
  /// @param step counted from 0
  public double milliseconds(int step) {
    return numerator > 0 ? step * numerator / denominator : step * dt;
  }
}
