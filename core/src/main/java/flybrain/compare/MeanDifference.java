package flybrain.compare;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/// The difference of two means, candidate minus reference, by Welch's t (Welch 1947, Biometrika 34,
/// 28-35): variances may differ.
///
/// @param reference mean of the reference
/// @param candidate mean of the candidate
/// @param standardError of the difference
/// @param degreesOfFreedom of Welch and Satterthwaite
public record MeanDifference(
    double reference, double candidate, double standardError, double degreesOfFreedom) {

  /// Of values of independent trials, at least two on either side.
  ///
  /// Spikes are whole numbers, and n trials that all agree do not exclude that up to 3/n of all
  /// trials are one spike off (rule of three, Hanley and Lippman-Hand 1983): the variance is taken
  /// as at least 3/n, but no more than 1.
  public static MeanDifference of(double[] reference, double[] candidate) {
    double mean = mean(reference);
    double other = mean(candidate);
    double a = variance(reference, mean) / reference.length;
    double b = variance(candidate, other) / candidate.length;
    double df =
        (a + b) * (a + b) / (a * a / (reference.length - 1) + b * b / (candidate.length - 1));
    return new MeanDifference(mean, other, Math.sqrt(a + b), df);
  }

  /// Of pairs of trials with the same random input, at least two: the standard error of the
  /// difference in each pair, in which chance effects common to both drop out. Its variance has the
  /// same least value.
  ///
  /// @param reference one value for each pair
  /// @param candidate one value for each pair, in the same order
  public static MeanDifference paired(double[] reference, double[] candidate) {
    double[] differences = new double[reference.length];
    for (int trial = 0; trial < differences.length; trial++) {
      differences[trial] = candidate[trial] - reference[trial];
    }
    double variance = variance(differences, mean(differences));
    return new MeanDifference(
        mean(reference),
        mean(candidate),
        Math.sqrt(variance / differences.length),
        differences.length - 1.0);
  }

  /// Candidate minus reference.
  public double difference() {
    return candidate - reference;
  }

  /// Two-sided p of no difference.
  double pOfNone() {
    return 2 * t().survivalProbability(Math.abs(difference()) / standardError);
  }

  /// p of a difference of at least a margin, by two one-sided tests (TOST; Schuirmann 1987, J.
  /// Pharmacokinet. Biopharm. 15, 657-680).
  double pBeyond(double margin) {
    return t().survivalProbability((margin - Math.abs(difference())) / standardError);
  }

  /// Half the width of a confidence interval of the difference.
  ///
  /// @param confidence such as 0.95
  public double halfWidth(double confidence) {
    return standardError * t().inverseSurvivalProbability((1 - confidence) / 2);
  }

  /// The probability that TOST shows equivalence where there is no difference; by the central t
  /// distribution, shifted (Julious 2004, Statistics in Medicine 23, 1921-1986).
  double power(double margin, double alpha) {
    double critical = t().inverseSurvivalProbability(alpha);
    return Math.max(0, 2 * t().cumulativeProbability(margin / standardError - critical) - 1);
  }

  /// The difference that Welch's test finds with some power; by the central t distribution,
  /// shifted.
  ///
  /// @param alpha of the two-sided test, above 0 and below 1
  /// @param power probability of finding it, above 0 and below 1
  /// @return in the unit of the means, at least 0
  public double detectable(double alpha, double power) {
    return standardError
        * (t().inverseSurvivalProbability(alpha / 2) + t().inverseSurvivalProbability(1 - power));
  }

  /// The same variances with other numbers of trials, `factor` times as many.
  public MeanDifference withTrials(double factor) {
    return new MeanDifference(
        reference, candidate, standardError / Math.sqrt(factor), degreesOfFreedom * factor);
  }

  private TDistribution t() {
    return TDistribution.of(degreesOfFreedom);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static double variance(double[] values, double mean) {
    double sum = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    return Math.max(sum / (values.length - 1), Math.min(1, 3.0 / values.length));
  }
}
