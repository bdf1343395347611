package flybrain.compare;

import java.util.ArrayList;
import java.util.List;

/// How much two files agree in which neurons fire, and how fast.
///
/// A share of nothing is 0, as in the reference suite; another quotient of which the divisor is 0
/// is NaN.
///
/// @param activeA neurons that fired in the first file
/// @param activeB neurons that fired in the second file
/// @param shared neurons that fired in both
/// @param pearson correlation of the rates of the shared neurons, NaN for fewer than two or equal
///   rates
/// @param rmse root of the mean squared difference of the shared neurons' rates in Hz
/// @param mae mean absolute difference of the shared neurons' rates in Hz
public record RateComparison(
    int activeA, int activeB, int shared, double pearson, double rmse, double mae) {

  public static RateComparison of(List<NeuronRates> rates) {
    int activeA = 0;
    int activeB = 0;
    List<NeuronRates> shared = new ArrayList<>();
    double squares = 0;
    double absolute = 0;
    for (NeuronRates neuron : rates) {
      activeA += neuron.rateA() > 0 ? 1 : 0;
      activeB += neuron.rateB() > 0 ? 1 : 0;
      if (neuron.isShared()) {
        shared.add(neuron);
        double difference = neuron.rateB() - neuron.rateA();
        squares += difference * difference;
        absolute += Math.abs(difference);
      }
    }
    int size = shared.size();
    return new RateComparison(
        activeA,
        activeB,
        size,
        pearson(shared),
        size == 0 ? Double.NaN : Math.sqrt(squares / size),
        size == 0 ? Double.NaN : absolute / size);
  }

  /// Neurons that fired in either file.
  public int union() {
    return activeA + activeB - shared;
  }

  /// Shared neurons over those of either file.
  public double jaccard() {
    return share(shared, union());
  }

  /// Shared neurons over those of the second file.
  public double precision() {
    return share(shared, activeB);
  }

  /// Shared neurons over those of the first file.
  public double recall() {
    return share(shared, activeA);
  }

  /// A part over all, 0 when there is nothing at all.
  public static double share(long part, long all) {
    return all == 0 ? 0 : (double) part / all;
  }

  /// A quotient, NaN for a divisor of 0.
  public static double quotient(double dividend, double divisor) {
    return divisor == 0 ? Double.NaN : dividend / divisor;
  }

  /// A quotient of counts, NaN for a divisor of 0.
  public static double quotient(long dividend, long divisor) {
    return quotient((double) dividend, (double) divisor);
  }

  private static double pearson(List<NeuronRates> shared) {
    double meanA = shared.stream().mapToDouble(NeuronRates::rateA).average().orElse(Double.NaN);
    double meanB = shared.stream().mapToDouble(NeuronRates::rateB).average().orElse(Double.NaN);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (NeuronRates neuron : shared) {
      double a = neuron.rateA() - meanA;
      double b = neuron.rateB() - meanB;
      ab += a * b;
      aa += a * a;
      bb += b * b;
    }
    return Math.clamp(quotient(ab, Math.sqrt(aa) * Math.sqrt(bb)), -1, 1);
  }
}
