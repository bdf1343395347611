package flybrain.compare;

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

  /// Compares the rates of neurons; one that fired in neither file counts nowhere.
  ///
  /// @param rates as of [NeuronRates#of]
  public static RateComparison of(List<NeuronRates> rates) {
    return of(NeuronRates.ofA(rates), NeuronRates.ofB(rates));
  }

  /// @param a rate of each neuron in Hz in the first file
  /// @param b rate of each neuron in Hz in the second file
  static RateComparison of(double[] a, double[] b) {
    int activeA = 0;
    int activeB = 0;
    int shared = 0;
    double squares = 0;
    double absolute = 0;
    for (int i = 0; i < a.length; i++) {
      activeA += a[i] > 0 ? 1 : 0;
      activeB += b[i] > 0 ? 1 : 0;
      if (a[i] > 0 && b[i] > 0) {
        shared++;
        double difference = b[i] - a[i];
        squares += difference * difference;
        absolute += Math.abs(difference);
      }
    }
    return new RateComparison(
        activeA,
        activeB,
        shared,
        pearson(a, b, shared),
        shared == 0 ? Double.NaN : Math.sqrt(squares / shared),
        shared == 0 ? Double.NaN : absolute / shared);
  }

  /// Neurons that fired in either file.
  public int union() {
    return activeA + activeB - shared;
  }

  /// Shared neurons over neurons active in either file.
  public double jaccard() {
    return share(shared, union());
  }

  /// Shared neurons over neurons active in the second file.
  public double precision() {
    return share(shared, activeB);
  }

  /// Shared neurons over neurons active in the first file.
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

  /// Of the neurons that fired in both.
  private static double pearson(double[] a, double[] b, int shared) {
    double meanA = 0;
    double meanB = 0;
    double firstA = Double.NaN;
    double firstB = Double.NaN;
    boolean variesA = false;
    boolean variesB = false;
    for (int i = 0; i < a.length; i++) {
      if (a[i] > 0 && b[i] > 0) {
        meanA += a[i] / shared;
        meanB += b[i] / shared;
        firstA = Double.isNaN(firstA) ? a[i] : firstA;
        firstB = Double.isNaN(firstB) ? b[i] : firstB;
        variesA |= a[i] != firstA;
        variesB |= b[i] != firstB;
      }
    }
    if (!variesA || !variesB) {
      // The mean of equal rates is rounded, so their deviations from it need not be 0.
      return Double.NaN;
    }
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      if (a[i] > 0 && b[i] > 0) {
        ab += (a[i] - meanA) * (b[i] - meanB);
        aa += (a[i] - meanA) * (a[i] - meanA);
        bb += (b[i] - meanB) * (b[i] - meanB);
      }
    }
    return Math.clamp(quotient(ab, Math.sqrt(aa) * Math.sqrt(bb)), -1, 1);
  }
}
