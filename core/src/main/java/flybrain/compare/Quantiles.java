package flybrain.compare;

/// Quantiles and ranks of numbers in ascending order.
final class Quantiles {
  private Quantiles() {}

  /// The quantile, interpolated between the two nearest numbers as `numpy.quantile` does by default
  /// (type 7 of Hyndman and Fan 1996); NaN of no numbers.
  ///
  /// @param p 0 .. 1
  static double of(double[] ascending, double p) {
    if (ascending.length == 0) {
      return Double.NaN;
    }
    double at = p * (ascending.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
  }

  /// The share of numbers below a value, those equal to it counted half, in %; NaN of no numbers.
  static double percentile(double[] ascending, double value) {
    if (Double.isNaN(value)) {
      return Double.NaN;
    }
    int below = firstAtLeast(ascending, value);
    int notAbove = firstAtLeast(ascending, Math.nextUp(value));
    return RateComparison.quotient(50.0 * (below + notAbove), ascending.length);
  }

  private static int firstAtLeast(double[] ascending, double value) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
