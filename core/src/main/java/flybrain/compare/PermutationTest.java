package flybrain.compare;

import flybrain.Progress;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Whether the mean of a neuron's counts differs between two samples, by exchanging trials between
/// them at random.
///
/// It supposes nothing about the distribution of counts. p = (1 + as extreme) / (1 + permutations)
/// (Phipson and Smyth 2010, doi 10.2202/1544-6115.1585). All neurons see the same permutations. A
/// neuron with enough permutations as extreme is done (Besag and Clifford 1991, Biometrika 78,
/// 301-304).
final class PermutationTest {
  /// Permutations as extreme after which p is known well enough: to a relative error of 1/sqrt(50).
  private static final int ENOUGH = 50;

  /// Permutations between reports of progress.
  private static final int OFTEN = 256;

  private PermutationTest() {}

  /// Two-sided p of each neuron.
  ///
  /// @param counts by neuron and trial, the reference's first
  /// @param candidates number of the candidate's trials at the end, at least 1
  /// @param progress receives the number of finished permutations
  static double[] pValues(
      int[][] counts, int candidates, int permutations, long seed, Progress progress) {
    int neurons = counts.length;
    double[] p = new double[neurons];
    int[] extreme = new int[neurons];
    long[] total = new long[neurons];
    long[] observed = new long[neurons];
    int trials = neurons == 0 ? 0 : counts[0].length;
    int[] order = IntStream.range(0, trials).toArray();
    for (int i = 0; i < neurons; i++) {
      total[i] = IntStream.of(counts[i]).asLongStream().sum();
      observed[i] = deviation(counts[i], order, candidates, total[i]);
    }
    SplittableRandom random = new SplittableRandom(seed);
    int unknown = neurons;
    for (int permutation = 1; permutation <= permutations && unknown > 0; permutation++) {
      drawLast(order, candidates, random);
      if (permutation % OFTEN == 0) {
        progress.at(permutation, permutations);
      }
      for (int i = 0; i < neurons; i++) {
        if (p[i] == 0 && deviation(counts[i], order, candidates, total[i]) >= observed[i]) {
          extreme[i]++;
          if (extreme[i] == ENOUGH) {
            p[i] = (double) ENOUGH / permutation;
            unknown--;
          }
        }
      }
    }
    for (int i = 0; i < neurons; i++) {
      p[i] = p[i] == 0 ? (1.0 + extreme[i]) / (1.0 + permutations) : p[i];
    }
    return p;
  }

  /// Two-sided p of each neuron where trials are pairs: either of a pair may be the candidate's, so
  /// signs of differences are drawn at random.
  ///
  /// @param differences by neuron and pair
  static double[] pairedPValues(
      int[][] differences, int permutations, long seed, Progress progress) {
    int[] extreme = new int[differences.length];
    long[] observed = new long[differences.length];
    int pairs = differences.length == 0 ? 0 : differences[0].length;
    boolean[] flipped = new boolean[pairs];
    for (int i = 0; i < observed.length; i++) {
      observed[i] = Math.abs(signed(differences[i], flipped));
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int permutation = 1; permutation <= permutations; permutation++) {
      for (int pair = 0; pair < pairs; pair++) {
        flipped[pair] = random.nextBoolean();
      }
      for (int i = 0; i < observed.length; i++) {
        extreme[i] += Math.abs(signed(differences[i], flipped)) >= observed[i] ? 1 : 0;
      }
      if (permutation % OFTEN == 0) {
        progress.at(permutation, permutations);
      }
    }
    return IntStream.of(extreme).mapToDouble(e -> (1.0 + e) / (1.0 + permutations)).toArray();
  }

  private static long signed(int[] differences, boolean[] flipped) {
    long sum = 0;
    for (int pair = 0; pair < flipped.length; pair++) {
      sum += flipped[pair] ? -differences[pair] : differences[pair];
    }
    return sum;
  }

  /// The distance of the candidate's sum from its expectation, times the number of trials so that
  /// it is whole.
  private static long deviation(int[] counts, int[] order, int candidates, long total) {
    long sum = 0;
    for (int k = order.length - candidates; k < order.length; k++) {
      sum += counts[order[k]];
    }
    return Math.abs(sum * order.length - total * candidates);
  }

  private static void drawLast(int[] order, int candidates, SplittableRandom random) {
    for (int k = order.length - 1; k >= order.length - candidates; k--) {
      int other = random.nextInt(k + 1);
      int trial = order[k];
      order[k] = order[other];
      order[other] = trial;
    }
  }
}
