package flybrain.spikes;

/// A quantity measured in every trial, in whatever unit the quantity has.
///
/// @param mean over trials; NaN without trials
/// @param sd sample standard deviation over trials (n - 1), which estimates that of the model; NaN
///   of a single trial, which says nothing of it
/// @param trials number of trials; 0 only before the first of a run has ended
public record Measurement(double mean, double sd, int trials) {
  /// A quantity that is 0 in every trial, such as the rate of a neuron that never fires.
  ///
  /// @param trials number of trials, at least 1
  public static Measurement zero(int trials) {
    return of(0, 0, trials);
  }

  /// From sums over trials.
  ///
  /// @param sum of the values
  /// @param sumOfSquares of the values
  /// @param trials number of values, at least 1
  static Measurement of(long sum, double sumOfSquares, int trials) {
    double mean = (double) sum / trials;
    double deviations = Math.max(0, sumOfSquares - mean * sum);
    return new Measurement(mean, Math.sqrt(deviations / (trials - 1)), trials);
  }

  /// Whether there is a standard deviation.
  public boolean hasSd() {
    return trials > 1;
  }

  /// Population standard deviation over trials (n), as the paper's `get_rate` has it; 0 of a single
  /// trial.
  public double populationSd() {
    return hasSd() ? sd * Math.sqrt((trials - 1.0) / trials) : 0;
  }

  /// The same in another unit, such as spikes a trial times 1 / `t_run`: a rate in Hz.
  public Measurement times(double factor) {
    return new Measurement(mean * factor, sd * Math.abs(factor), trials);
  }
}
