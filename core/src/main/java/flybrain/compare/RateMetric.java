package flybrain.compare;

import java.util.List;
import java.util.Locale;

/// A number that tables of comparisons have about two sets of trials, from their firing rates.
public enum RateMetric {
  /// Ratio of the spike counts, candidate over reference.
  SPIKE_COUNT_RATIO(Worse.EITHER_WAY),
  /// Neurons that fired in both over those that fired in either.
  ACTIVE_JACCARD(Worse.LOWER),
  /// Neurons that fired in both over the candidate's.
  ACTIVE_PRECISION(Worse.LOWER),
  /// Neurons that fired in both over the reference's.
  ACTIVE_RECALL(Worse.LOWER),
  /// Correlation of the shared neurons' rates.
  RATE_PEARSON_SHARED(Worse.LOWER),
  /// Root of the mean squared difference of the shared neurons' rates in Hz.
  RATE_RMSE_HZ_SHARED(Worse.HIGHER),
  /// Mean absolute difference of the shared neurons' rates in Hz.
  RATE_MAE_HZ_SHARED(Worse.HIGHER),
  /// Median absolute difference of the shared neurons' rates in % of the reference.
  MEDIAN_PCT_DIFF(Worse.HIGHER),
  /// Mean absolute difference of the shared neurons' rates in % of the reference.
  MEAN_PCT_DIFF(Worse.HIGHER);

  /// Which values mean a larger difference.
  public enum Worse {
    /// Lower values: a correlation, a share.
    LOWER,
    /// Higher values: an error.
    HIGHER,
    /// Values away from 1, above or below: a ratio.
    EITHER_WAY
  }

  private final Worse worse;

  RateMetric(Worse worse) {
    this.worse = worse;
  }

  /// Which values mean a larger difference.
  public Worse worse() {
    return worse;
  }

  /// The name of the number in files.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The number for two sets of trials, NaN if it is not defined.
  ///
  /// @param neurons rates of every neuron that fired in either, the reference first
  /// @param rates the comparison of these
  public double of(List<NeuronRates> neurons, RateComparison rates) {
    return of(NeuronRates.ofA(neurons), NeuronRates.ofB(neurons), rates);
  }

  /// @param a rate of each neuron in Hz in the reference
  /// @param b rate of each neuron in Hz in the other
  /// @param rates the comparison of these
  double of(double[] a, double[] b, RateComparison rates) {
    return switch (this) {
      case SPIKE_COUNT_RATIO -> RateComparison.quotient(sum(b), sum(a));
      case ACTIVE_JACCARD -> rates.jaccard();
      case ACTIVE_PRECISION -> rates.precision();
      case ACTIVE_RECALL -> rates.recall();
      case RATE_PEARSON_SHARED -> rates.pearson();
      case RATE_RMSE_HZ_SHARED -> rates.rmse();
      case RATE_MAE_HZ_SHARED -> rates.mae();
      case MEDIAN_PCT_DIFF ->
          Quantiles.of(NoiseFloor.ascending(percentDifferences(a, b, rates.shared())), 0.5);
      case MEAN_PCT_DIFF ->
          RateComparison.quotient(sum(percentDifferences(a, b, rates.shared())), rates.shared());
    };
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /// The absolute differences of the shared neurons' rates in % of the reference.
  private static double[] percentDifferences(double[] a, double[] b, int shared) {
    double[] percent = new double[shared];
    int size = 0;
    for (int i = 0; i < a.length; i++) {
      if (a[i] > 0 && b[i] > 0) {
        percent[size++] = Math.abs((b[i] - a[i]) / a[i] * 100);
      }
    }
    return percent;
  }
}
