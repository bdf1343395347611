package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.SharedData;
import flybrain.spikes.FiringRates;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The statistics against SciPy (`src/test/python/equivalence_goldens.py`), and the answers for
/// samples whose truth is known.
class EquivalencesTest {
  private static final double[] REFERENCE = {17052, 16890, 17233, 16745, 17101, 17390};
  private static final double[] CANDIDATE = {17280, 17120, 17455, 16990, 17300};

  @Test
  void meanDifference_isScipys() {
    MeanDifference difference = MeanDifference.of(REFERENCE, CANDIDATE);
    assertThat(difference.pOfNone()).isCloseTo(0.22719789195152307, within(1e-12));
    assertThat(difference.degreesOfFreedom()).isCloseTo(8.971864978663419, within(1e-12));
    assertThat(difference.halfWidth(0.95)).isCloseTo(280.2049221238566, within(1e-8));
    assertThat(difference.pBeyond(852.6)).isCloseTo(0.00017118250792591322, within(1e-14));
    assertThat(difference.power(852.6, 0.05)).isCloseTo(0.9993055888927356, within(1e-12));
    assertThat(difference.power(170.52, 0.05)).isZero();
  }

  /// 2000 repeats: a standard deviation of 0.009, of which four are allowed; the shifted t
  /// distribution is itself off by a few thousandths.
  @Test
  void detectableDifference_isFoundAsOftenAsStated() {
    int found = 0;
    for (int repeat = 0; repeat < 2000; repeat++) {
      RandomGenerator random = new SplittableRandom(repeat);
      double[] one = normal(random, 17_052, 30);
      double[] other = normal(random, 17_052, 30);
      double bias = MeanDifference.of(one, other).detectable(0.025, 0.8);
      double[] biased = DoubleStream.of(other).map(x -> x + bias).toArray();
      found += MeanDifference.of(one, biased).pOfNone() <= 0.025 ? 1 : 0;
    }
    assertThat(found / 2000.0).isCloseTo(0.8, within(0.04));
  }

  /// With the standard deviation of the paper's sugar runs.
  private static double[] normal(RandomGenerator random, double mean, int size) {
    return DoubleStream.generate(() -> random.nextGaussian(mean, 215)).limit(size).toArray();
  }

  @Test
  void falseDiscoveryRate_isScipys() {
    assertThat(FalseDiscoveryRate.adjust(new double[] {0.001, 0.8, 0.04, 0.012, 0.013, 0.5, 0.013}))
        .containsExactly(
            new double[] {0.007, 0.8, 0.056, 0.02275, 0.02275, 0.5833333333333334, 0.02275},
            within(1e-12));
  }

  @Test
  void permutationTest_isNearTheExactOne() {
    int[][] counts = {{3, 5, 4, 6, 2, 7, 8, 9, 6, 10, 7}, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}};
    double[] p = PermutationTest.pValues(counts, 5, 100_000, 1, Progress.NONE);
    // Stops after 50 as extreme: a standard error of 1 in sqrt(50), four of which are allowed.
    assertThat(p[0]).isCloseTo(0.015151515151515152, within(0.015151515151515152 * 0.57));
    assertThat(p[1]).isEqualTo(1);
  }

  @Test
  void otherSeeds_areHardlyEverDifferent() {
    int accused = 0;
    for (int repeat = 0; repeat < 200; repeat++) {
      RandomGenerator random = new SplittableRandom(repeat);
      Equivalence answer =
          Equivalences.of(sample(random, 12, 1), sample(random, 12, 1), Margins.DEFAULT);
      accused += answer.verdict() == Verdict.DIFFERENT ? 1 : 0;
    }
    // At most 5 % are expected; 10 + 3 standard deviations of a binomial of 200 trials is 19.
    assertThat(accused).isLessThanOrEqualTo(19);
  }

  @Test
  void biasOfTwoPercent_isFoundInTheTotal() {
    RandomGenerator random = new SplittableRandom(1);
    Equivalence answer =
        Equivalences.of(sample(random, 60, 1), sample(random, 60, 1.02), Margins.DEFAULT);
    assertThat(answer.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(answer.total().relative()).isCloseTo(0.02, within(answer.total().halfWidth()));
    assertThat(answer.total().pDifferent()).isLessThan(0.025);
  }

  @Test
  void accumulationOfAQuarter_namesNeurons() {
    RandomGenerator random = new SplittableRandom(2);
    Equivalence answer =
        Equivalences.of(sample(random, 20, 1), sample(random, 20, 1.26), Margins.DEFAULT);
    assertThat(answer.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(answer.count(Verdict.DIFFERENT)).isGreaterThan(20);
    assertThat(answer.neurons().getFirst().rate().difference()).isPositive();
  }

  @Test
  void manyTrialsOfOneModel_areEquivalent() {
    RandomGenerator random = new SplittableRandom(3);
    Equivalence answer =
        Equivalences.of(sample(random, 150, 1), sample(random, 150, 1), Margins.DEFAULT);
    assertThat(answer.verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(answer.trialsNeeded()).isLessThan(150);
  }

  @Test
  void fewTrials_areNotEnoughAndSayHowManyWouldBe() {
    RandomGenerator random = new SplittableRandom(4);
    Equivalence answer =
        Equivalences.of(sample(random, 3, 1), sample(random, 3, 1), Margins.DEFAULT);
    assertThat(answer.verdict()).isEqualTo(Verdict.NOT_ENOUGH_DATA);
    assertThat(answer.trialsNeeded()).isBetween(4, 1000);
    Equivalence single =
        Equivalences.of(sample(random, 1, 1), sample(random, 5, 1), Margins.DEFAULT);
    assertThat(single.verdict()).isEqualTo(Verdict.NOT_ENOUGH_DATA);
  }

  @Test
  void copiedTrials_doNotCount() {
    RandomGenerator random = new SplittableRandom(5);
    CountSample copied = sample(random, 4, 1).only(new int[] {0, 1, 2, 3, 0, 1, 2, 0});
    Equivalence answer = Equivalences.of(sample(random, 8, 1), copied, Margins.DEFAULT);
    assertThat(answer.candidateTrials()).isEqualTo(4);
    assertThat(answer.notices())
        .anyMatch(notice -> notice.contains("4 of 8 trials are " + "duplicates"));
  }

  @Test
  void unequalDurations_areRefused() {
    CountSample one = new CountSample(1, 2, new long[] {1}, new int[][] {{1, 2}});
    CountSample two = new CountSample(2, 2, new long[] {1}, new int[][] {{1, 2}});
    assertThatThrownBy(() -> Equivalences.of(one, two, Margins.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1.0 s and of 2.0 s");
  }

  @Test
  @Tag("shared")
  void brian2At200And100Hz_areDistinguished() throws IOException {
    CountSample strong = published("sugarR.parquet");
    CountSample weak = published("sugarR_100Hz.parquet");
    Equivalence answer = Equivalences.of(strong, weak, Margins.DEFAULT);
    assertThat(answer.verdict()).isEqualTo(Verdict.DIFFERENT);
    // 511,566 and 289,073 spikes in 30 trials.
    assertThat(answer.total().relative()).isCloseTo(289_073.0 / 511_566 - 1, within(1e-12));
    assertThat(answer.neurons().getFirst().rate().verdict()).isEqualTo(Verdict.DIFFERENT);
    int[] even = IntStream.range(0, 15).map(i -> 2 * i).toArray();
    int[] odd = IntStream.range(0, 15).map(i -> 2 * i + 1).toArray();
    assertThat(Equivalences.of(strong.only(even), strong.only(odd), Margins.DEFAULT).verdict())
        .isNotEqualTo(Verdict.DIFFERENT);
  }

  private static CountSample published(String name) throws IOException {
    return CountSample.of(
        List.of(FiringRates.of(SharedData.path("data/brian2-v630/" + name), 1, 30)));
  }

  /// Forty neurons of 2 to 80 Hz that fluctuate together by 1 % and each by itself, by about half
  /// the Poisson sd, as in the paper's own files.
  private static CountSample sample(RandomGenerator random, int trials, double gain) {
    int neurons = 40;
    int[][] counts = new int[neurons][trials];
    for (int trial = 0; trial < trials; trial++) {
      double common = gain * (1 + 0.01 * random.nextGaussian());
      for (int i = 0; i < neurons; i++) {
        double mean = 2 * (i + 1) * common;
        double count = mean + 0.5 * Math.sqrt(mean) * random.nextGaussian();
        counts[i][trial] = (int) Math.max(0, Math.round(count));
      }
    }
    return new CountSample(1, trials, LongStream.rangeClosed(1, neurons).toArray(), counts);
  }
}
