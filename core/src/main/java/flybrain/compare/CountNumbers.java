package flybrain.compare;

import java.util.ArrayList;
import java.util.List;

/// The numbers that tables have about two sets of trials, from how often each neuron fired in them.
///
/// @param tRun duration of a trial in s
/// @param ids FlyWire root ids of the neurons; not copied, never written
/// @param metrics which numbers
@SuppressWarnings("ArrayRecordComponent") // shared, and never compared
record CountNumbers(double tRun, long[] ids, List<RateMetric> metrics) {
  /// Each number, NaN where it is not defined.
  ///
  /// @param a spikes of each neuron in all trials of the first set
  /// @param trialsA how many these are
  /// @param b spikes of each neuron in all trials of the second set
  /// @param trialsB how many these are
  double[] of(long[] a, int trialsA, long[] b, int trialsB) {
    List<NeuronRates> neurons = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      if (a[i] > 0 || b[i] > 0) {
        neurons.add(new NeuronRates(ids[i], a[i] / (tRun * trialsA), b[i] / (tRun * trialsB)));
      }
    }
    RateComparison rates = RateComparison.of(neurons);
    return metrics.stream().mapToDouble(metric -> metric.of(neurons, rates)).toArray();
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
