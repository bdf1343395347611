package flybrain.connectome;

/// Degrees of a lognormal distribution, as exact quotas: nothing is drawn.
///
/// The neuron of rank r gets the quantile (r + 1/2) / neurons. The largest degree and the sum are
/// given; the width of the distribution is what makes them agree.
final class DegreeQuotas {
  private DegreeQuotas() {}

  /// The degrees in ascending order.
  ///
  /// @param neurons how many
  /// @param largest the degree of the last
  /// @param sum of all degrees
  static int[] lognormal(int neurons, int largest, int sum) {
    double[] z = new double[neurons];
    for (int rank = 0; rank < neurons; rank++) {
      z[rank] = normalQuantile((rank + 0.5) / neurons);
    }
    double narrow = 0;
    double wide = 10;
    for (int i = 0; i < 100; i++) {
      double sigma = (narrow + wide) / 2;
      if (sum(degrees(z, largest, sigma)) > sum) {
        narrow = sigma;
      } else {
        wide = sigma;
      }
    }
    int[] degrees = degrees(z, largest, wide);
    long missing = sum - sum(degrees);
    for (int rank = neurons - 2; missing > 0; rank--, missing--) {
      degrees[rank]++;
    }
    return degrees;
  }

  private static int[] degrees(double[] z, int largest, double sigma) {
    int[] degrees = new int[z.length];
    double zLargest = z[z.length - 1];
    for (int rank = 0; rank < z.length; rank++) {
      degrees[rank] = (int) Math.rint(largest * StrictMath.exp(sigma * (z[rank] - zLargest)));
    }
    return degrees;
  }

  private static long sum(int[] values) {
    long sum = 0;
    for (int value : values) {
      sum += value;
    }
    return sum;
  }

  /// The standard normal quantile by Abramowitz and Stegun 26.2.23, off by less than 4.5e-4.
  private static double normalQuantile(double p) {
    double tail = Math.min(p, 1 - p);
    double t = Math.sqrt(-2 * StrictMath.log(tail));
    double z =
        t
            - (2.515517 + t * (0.802853 + t * 0.010328))
                / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    return p < 0.5 ? -z : z;
  }
}
