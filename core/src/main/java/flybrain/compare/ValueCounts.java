package flybrain.compare;

import java.util.Arrays;

/// How often each distinct number came: sum, number and exact median of many numbers in memory that
/// grows with the distinct ones only.
final class ValueCounts {
  /// Numbers that are not among the values yet.
  private final double[] pending = new double[1 << 16];

  private int pendingSize;

  /// Distinct numbers, ascending, and how often each came.
  private double[] values = {};

  private long[] counts = {};

  private long size;
  private double sum;

  void add(double value) {
    if (pendingSize == pending.length) {
      merge();
    }
    pending[pendingSize++] = value;
    size++;
    sum += value;
  }

  long size() {
    return size;
  }

  /// NaN if there are no numbers.
  double mean() {
    return size == 0 ? Double.NaN : sum / size;
  }

  /// The middle number, or the mean of the two middle ones; NaN if there are none.
  double median() {
    merge();
    return size == 0 ? Double.NaN : (at((size - 1) / 2) + at(size / 2)) / 2;
  }

  private double at(long rank) {
    long below = 0;
    int i = 0;
    while (below + counts[i] <= rank) {
      below += counts[i++];
    }
    return values[i];
  }

  private void merge() {
    Arrays.sort(pending, 0, pendingSize);
    double[] mergedValues = new double[values.length + pendingSize];
    long[] mergedCounts = new long[mergedValues.length];
    int merged = 0;
    int i = 0;
    int j = 0;
    while (i < values.length || j < pendingSize) {
      boolean old = j == pendingSize || (i < values.length && values[i] <= pending[j]);
      double value = old ? values[i] : pending[j];
      long count = old ? counts[i++] : 1;
      j += old ? 0 : 1;
      if (merged == 0 || mergedValues[merged - 1] != value) {
        mergedValues[merged++] = value;
      }
      mergedCounts[merged - 1] += count;
    }
    values = Arrays.copyOf(mergedValues, merged);
    counts = Arrays.copyOf(mergedCounts, merged);
    pendingSize = 0;
  }
}
