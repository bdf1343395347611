package flybrain.paper;

/// Mean and standard deviation with NumPy's order of additions, so results are equal to the last
/// bit.
///
/// NumPy adds up to 128 numbers with eight sums side by side, and more by halves.
final class NumpyStatistics {
  private static final int SIDE_BY_SIDE = 8;
  private static final int MOST_AT_ONCE = 128;

  private NumpyStatistics() {}

  /// What `values.mean()` gives.
  static double mean(double[] values) {
    return sum(values, 0, values.length) / values.length;
  }

  /// What `values.std()` gives: the population standard deviation.
  static double std(double[] values) {
    double mean = mean(values);
    double[] squares = new double[values.length];
    for (int i = 0; i < squares.length; i++) {
      double deviation = values[i] - mean;
      squares[i] = deviation * deviation;
    }
    return Math.sqrt(sum(squares, 0, squares.length) / squares.length);
  }

  private static double sum(double[] values, int from, int size) {
    if (size > MOST_AT_ONCE) {
      int half = size / 2;
      half -= half % SIDE_BY_SIDE;
      return sum(values, from, half) + sum(values, from + half, size - half);
    }
    int end = from + size - size % SIDE_BY_SIDE;
    double sum = 0;
    if (end > from) {
      double[] sums = new double[SIDE_BY_SIDE];
      for (int i = from; i < end; i++) {
        sums[(i - from) % SIDE_BY_SIDE] += values[i];
      }
      sum =
          ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
    }
    for (int i = end; i < from + size; i++) {
      sum += values[i];
    }
    return sum;
  }
}
