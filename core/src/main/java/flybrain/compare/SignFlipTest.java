package flybrain.compare;

import flybrain.Progress;
import java.util.Arrays;

/// Whether the mean of paired differences of counts is 0, by exchanging the sides of pairs.
///
/// It supposes only that without an effect either side of a pair could have been the other (Fisher
/// 1935, The Design of Experiments, section 21). Differences of counts are whole numbers, so the
/// distribution over all 2^n exchanges is computed exactly, one pair after the other (Pagano and
/// Tritchler 1983, J. Am. Stat. Assoc. 78, 435-440).
public final class SignFlipTest {
  /// Additions above which the exchanges are drawn at random.
  private static final double MOST_ADDITIONS = 1e9;

  /// Random exchanges in place of all: the standard error of a p of 0.05 is then 0.0007.
  private static final int DRAWS = 100_000;

  private SignFlipTest() {}

  /// Two-sided p of differences whose mean is 0; 1 if all are 0. Of n pairs it is at least 2^(1 -
  /// n).
  ///
  /// @param differences one for each pair
  /// @throws ArithmeticException for a difference beyond 32 bits
  public static double pValue(long[] differences) {
    int[] sizes = Arrays.stream(differences).mapToInt(Math::toIntExact).map(Math::abs).toArray();
    long sum = Arrays.stream(sizes).asLongStream().sum();
    if ((double) sum * sizes.length > MOST_ADDITIONS) {
      int[] signed = Arrays.stream(differences).mapToInt(Math::toIntExact).toArray();
      return PermutationTest.pairedPValues(new int[][] {signed}, DRAWS, 1, Progress.NONE)[0];
    }
    long observed = Math.abs(Arrays.stream(differences).sum());
    double[] probability = ofPositiveSums(sizes, (int) sum);
    double p = 0;
    for (int positive = 0; positive < probability.length; positive++) {
      p += Math.abs(2L * positive - sum) >= observed ? probability[positive] : 0;
    }
    return Math.min(1, p);
  }

  /// The probability of each sum of the differences that come out positive, 0 .. `sum`.
  private static double[] ofPositiveSums(int[] sizes, int sum) {
    double[] probability = new double[sum + 1];
    probability[0] = 1;
    int reached = 0;
    for (int size : sizes) {
      reached += size;
      for (int positive = reached; positive >= 0; positive--) {
        double before = positive >= size ? probability[positive - size] : 0;
        probability[positive] = (probability[positive] + before) / 2;
      }
    }
    return probability;
  }

  /// The fewest pairs that can give a p of at most `p`.
  ///
  /// @param p above 0
  public static int fewestPairs(double p) {
    return Math.max(2, (int) Math.ceil(1 - Math.log(p) / Math.log(2)));
  }
}
