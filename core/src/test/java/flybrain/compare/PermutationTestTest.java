package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.Progress;
import flybrain.Property;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.numbers.combinatorics.Combinations;
import org.junit.jupiter.api.Test;

class PermutationTestTest {
  private static final int PERMUTATIONS = 4000;

  private static double p(int candidates, int... counts) {
    return PermutationTest.pValues(
        new int[][] {counts}, candidates, PERMUTATIONS, 1, Progress.NONE)[0];
  }

  /// p over every choice of the candidate's trials.
  private static double exact(int candidates, int... counts) {
    long total = IntStream.of(counts).sum();
    int[] last = IntStream.range(counts.length - candidates, counts.length).toArray();
    long observed = deviation(counts, last, total);
    long[] all = new long[2];
    Combinations.of(counts.length, candidates)
        .iterator()
        .forEachRemaining(chosen -> {
          all[0]++;
          all[1] += deviation(counts, chosen, total) >= observed ? 1 : 0;
        });
    return (double) all[1] / all[0];
  }

  private static long deviation(int[] counts, int[] chosen, long total) {
    long sum = IntStream.of(chosen).map(k -> counts[k]).sum();
    return Math.abs(sum * counts.length - total * chosen.length);
  }

  /// The margin is five standard deviations of a share of 50 of the permutations that were drawn.
  @Property(tries = 30)
  void p_isThatOfAllChoices(RandomGenerator random) {
    int[] counts = random.ints(9, 0, 6).toArray();
    int candidates = random.nextInt(1, 6);
    double exact = exact(candidates, counts);
    double drawn = Math.min(PERMUTATIONS, 50 / exact);
    double margin = 5 * Math.sqrt(exact * (1 - exact) / drawn) + 1.0 / PERMUTATIONS;
    assertThat(p(candidates, counts)).isCloseTo(exact, within(margin));
  }

  @Test
  void equalCounts_differByChance() {
    assertThat(p(3, 5, 5, 5, 5, 5, 5)).isEqualTo(1);
    assertThat(p(3, 0, 0, 0, 0, 0, 0)).isEqualTo(1);
  }

  /// Of C(12, 6) = 924 choices two are as extreme.
  @Test
  void separateCounts_differ() {
    double p = p(6, 1, 2, 0, 1, 2, 1, 90, 91, 99, 92, 90, 95);
    assertThat(p).isCloseTo(2.0 / 924, within(5 * Math.sqrt(2.0 / 924 / PERMUTATIONS)));
  }

  @Test
  void neurons_haveThePThatTheyHaveAlone() {
    int[][] counts = {{1, 2, 3, 9, 8, 7}, {5, 5, 5, 5, 5, 5}, {9, 8, 7, 1, 2, 3}};
    double[] together = PermutationTest.pValues(counts, 3, PERMUTATIONS, 1, Progress.NONE);
    for (int neuron = 0; neuron < counts.length; neuron++) {
      assertThat(together[neuron]).isEqualTo(p(3, counts[neuron]));
    }
    assertThat(together[0]).as("the other way round").isEqualTo(together[2]);
  }

  @Test
  void seed_givesTheSameAgain() {
    int[][] counts = {{1, 2, 3, 4, 9, 8}};
    double[] once = PermutationTest.pValues(counts, 3, 500, 7, Progress.NONE);
    assertThat(PermutationTest.pValues(counts, 3, 500, 7, Progress.NONE)).isEqualTo(once);
  }

  @Test
  void noNeurons_haveNoP() {
    assertThat(PermutationTest.pValues(new int[0][], 1, 10, 1, Progress.NONE)).isEmpty();
    assertThat(PermutationTest.pairedPValues(new int[0][], 10, 1, Progress.NONE)).isEmpty();
  }

  /// With no permutation p is 1, with n it is at least 1 / (n + 1): never 0.
  @Test
  void p_isNeverZero() {
    int[][] counts = {new int[40]};
    Arrays.fill(counts[0], 20, 40, 1000);
    assertThat(PermutationTest.pValues(counts, 20, 0, 1, Progress.NONE)).containsExactly(1);
    assertThat(PermutationTest.pValues(counts, 20, 99, 1, Progress.NONE)).containsExactly(0.01);
  }

  /// The sign of each of k equal differences: 2 of 2^k assignments are as extreme.
  @Test
  void pairs_areSwappedOnlyAmongThemselves() {
    double[] p =
        PermutationTest.pairedPValues(
            new int[][] {{3, 3, 3, 3}, {0, 0, 0, 0}, {-3, -3, -3, -3}, {5, -5, 5, -5}},
            PERMUTATIONS,
            1,
            Progress.NONE);
    double margin = 5 * Math.sqrt(0.125 * 0.875 / PERMUTATIONS);
    assertThat(p[0]).isCloseTo(0.125, within(margin));
    assertThat(p[1]).isEqualTo(1);
    assertThat(p[2]).as("the other way round").isEqualTo(p[0]);
    assertThat(p[3]).as("no difference on the whole").isEqualTo(1);
  }

  @Test
  void progress_isReportedNowAndThen() {
    int[] reports = new int[1];
    Progress progress =
        new Progress() {
          @Override
          public void stage(String name) {}

          @Override
          public void at(long done, long total) {
            reports[0]++;
            assertThat(total).isEqualTo(1024);
            assertThat(done).isEqualTo(256L * reports[0]);
          }
        };
    int[][] rare = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}};
    PermutationTest.pValues(rare, 10, 1024, 1, progress);
    assertThat(reports[0]).isEqualTo(4);
  }
}
