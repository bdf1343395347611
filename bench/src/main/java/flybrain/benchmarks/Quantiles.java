package flybrain.benchmarks;

import java.util.Arrays;

/// Quantiles of measured times and ratios.
public final class Quantiles {
  private Quantiles() {}

  /// The value that a share of the values is below, one of them.
  ///
  /// @param values in any order
  /// @param share 0 to 1
  public static double of(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /// The middle value, of an even number of values the larger of the two.
  ///
  /// @param values in any order
  public static double median(double[] values) {
    return of(values, 0.5);
  }
}
