package flybrain.spikes;

/// A quantity measured in every trial.
///
/// @param mean over trials
/// @param sd population standard deviation over trials
public record Measurement(double mean, double sd) {
  /// From sums over trials.
  ///
  /// @param sum of the values
  /// @param sumOfSquares of the values
  /// @param trials number of values, at least 1
  static Measurement of(long sum, double sumOfSquares, int trials) {
    double mean = (double) sum / trials;
    return new Measurement(mean, Math.sqrt(Math.max(0, sumOfSquares / trials - mean * mean)));
  }

  /// The same in another unit.
  public Measurement times(double factor) {
    return new Measurement(mean * factor, sd * Math.abs(factor));
  }
}
