package flybrain.compare;

import java.util.List;

/// The numbers that tables have about two sets of trials, from how often each neuron fired in them.
///
/// @param tRun duration of a trial in s
/// @param metrics which numbers
record CountNumbers(double tRun, List<RateMetric> metrics) {
  /// Each number, NaN if it is not defined.
  ///
  /// @param a spikes of each neuron in all trials of the first set
  /// @param trialsA how many these are
  /// @param b spikes of each neuron in all trials of the second set
  /// @param trialsB how many these are
  double[] of(long[] a, int trialsA, long[] b, int trialsB) {
    double[] ratesA = rates(a, trialsA);
    double[] ratesB = rates(b, trialsB);
    RateComparison compared = RateComparison.of(ratesA, ratesB);
    double[] of = new double[metrics.size()];
    for (int m = 0; m < of.length; m++) {
      of[m] = metrics.get(m).of(ratesA, ratesB, compared);
    }
    return of;
  }

  private double[] rates(long[] spikes, int trials) {
    double[] rates = new double[spikes.length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = spikes[i] / (tRun * trials);
    }
    return rates;
  }

  /// Spikes of each neuron in some trials together.
  ///
  /// @param counts spikes by neuron and trial
  static long[] sums(int[][] counts, int[] trials) {
    long[] sums = new long[counts.length];
    for (int i = 0; i < counts.length; i++) {
      for (int trial : trials) {
        sums[i] += counts[i][trial];
      }
    }
    return sums;
  }
}
