package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.Progress;
import flybrain.SharedData;
import flybrain.compare.NoiseFloor.Place;
import flybrain.compare.NoiseFloor.Position;
import flybrain.spikes.FiringRates;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Goldens are by numpy, over every split and every exchange of trials:
/// `src/test/python/noise_floor_goldens.py`.
class NoiseFloorsTest {
  private static final List<RateMetric> ALL = List.of(RateMetric.values());
  private static final int[][] REFERENCE = {
    {40, 43, 38, 41, 44, 39, 40, 42},
    {20, 22, 19, 25, 21, 18, 23, 20},
    {9, 7, 11, 8, 10, 9, 6, 12},
    {3, 1, 0, 2, 4, 1, 2, 0},
    {0, 0, 1, 0, 0, 0, 0, 0}
  };
  private static final int[][] CANDIDATE = {
    {45, 44, 47, 43}, {21, 24, 20, 22}, {8, 10, 9, 11}, {2, 3, 1, 0}, {0, 1, 0, 0}
  };

  @ParameterizedTest
  @CsvSource({
    "0, 0.9238410596026491, 1.0000059248726152, 1.082437275985663, 1.0705711577201091, 97.14285714285714, 0.16161616161616163",
    "1, 0.8, 0.8, 0.8, 0.7333333333333334, 0.0, 1.0",
    "2, 0.8, 0.9, 1.0, 0.8, 25.0, 1.0",
    "3, 0.8, 0.9, 1.0, 0.9, 50.0, 1.0",
    "4, 0.9901717540784121, 0.9979613890412256, 0.99999950806326, 0.999202452666129, 71.42857142857143, 1.0",
    "5, 1.3693063937629153, 2.4748737341529163, 5.0124844139408555, 4.149546459701644, 94.28571428571428, 0.10101010101010101",
    "6, 1.0, 2.25, 4.75, 3.0, 80.0, 0.5575757575757576",
    "7, 0.3048780487804878, 8.358330188592415, 23.82133995037221, 8.804442508710801, 55.714285714285715, 1.0",
    "8, 6.048578550655825, 17.45725819394702, 65.6465955284553, 11.204608556322492, 31.428571428571427, 1.0"
  })
  void everySplitAndEveryExchange_giveNumpysNumbers(
      int metric,
      double low,
      double median,
      double high,
      double value,
      double percentile,
      double p) {
    CountSample reference = new CountSample(0.5, 8, new long[] {1, 2, 3, 4, 5}, REFERENCE);
    CountSample candidate = new CountSample(0.5, 4, new long[] {1, 2, 3, 4, 6}, CANDIDATE);
    NoiseFloor floor = NoiseFloors.of(reference, candidate, ALL);
    assertThat(floor.splits()).isEqualTo(70);
    assertThat(floor.trials()).isEqualTo(4);
    Place place = floor.places().get(metric);
    // Sums in another order than numpy's.
    assertThat(new double[] {place.low(), place.median(), place.high(), place.value()})
        .containsExactly(new double[] {low, median, high, value}, within(1e-12));
    assertThat(place.percentile()).isCloseTo(percentile, within(1e-9));
    assertThat(place.p()).isCloseTo(p, within(1e-12));
    assertThat(place.position()).isEqualTo(Position.WITHIN);
  }

  private static final int[][] PARTNERS = {
    {39, 43, 37, 41, 43, 38, 40, 41},
    {20, 21, 19, 24, 21, 17, 22, 20},
    {9, 6, 11, 8, 9, 9, 6, 11},
    {3, 1, 0, 2, 3, 1, 1, 0},
    {0, 0, 0, 1, 0, 0, 0, 0}
  };

  /// A spike less here and there, which trials of their own chance hide.
  @Test
  void everySwapOfPairs_givesNumpysNumbers() {
    CountSample reference = new CountSample(0.5, 8, new long[] {1, 2, 3, 4, 5}, REFERENCE);
    CountSample partners = new CountSample(0.5, 8, new long[] {1, 2, 3, 4, 6}, PARTNERS);
    NoiseFloor floor = NoiseFloors.of(reference, partners, ALL, true, Progress.NONE);
    double[] p = floor.places().stream().mapToDouble(Place::p).toArray();
    assertThat(p)
        .containsExactly(
            new double[] {0.03515625, 1, 1, 1, 1, 0.015625, 0.015625, 0.0703125, 0.1484375},
            within(1e-12));
    assertThat(floor.position()).isEqualTo(Position.OUTSIDE);
    assertThat(floor.notices()).anyMatch(notice -> notice.startsWith("paired: "));
    assertThat(NoiseFloors.of(reference, partners, ALL).at(Position.OUTSIDE)).isEmpty();
    NoiseFloor same = NoiseFloors.of(reference, reference, ALL, true, Progress.NONE);
    assertThat(same.at(Position.OUTSIDE)).isEmpty();
  }

  /// Pairs with mostly common chance effects, and a tenth of their own.
  @Test
  void honestPairs_areHardlyEverOutside() {
    int outside = 0;
    for (int repeat = 0; repeat < 100; repeat++) {
      RandomGenerator random = new SplittableRandom(repeat);
      CountSample common = sample(random, 12, 1);
      NoiseFloor floor =
          NoiseFloors.of(
              jittered(common, random), jittered(common, random), ALL, true, Progress.NONE);
      outside += floor.position() == Position.OUTSIDE ? 1 : 0;
    }
    // At most 5 % are expected; 5 + 3 standard deviations of a binomial of 100 trials is 11.
    assertThat(outside).isLessThanOrEqualTo(11);
  }

  private static CountSample jittered(CountSample sample, RandomGenerator random) {
    int[][] counts =
        LongStream.of(sample.flywireIds())
            .mapToObj(id ->
                IntStream.of(sample.counts(id))
                    .map(count -> count + (random.nextInt(5) == 0 ? 1 : 0))
                    .toArray())
            .toArray(int[][]::new);
    return new CountSample(sample.tRun(), sample.trials(), sample.flywireIds(), counts);
  }

  @Test
  void randomSplits_areNearEverySplit() {
    CountSample reference = new CountSample(0.5, 8, new long[] {1, 2, 3, 4, 5}, REFERENCE);
    CountSample more = sample(new SplittableRandom(1), 13, 1);
    assertThat(TrialSplits.count(8, 4)).isEqualTo(70);
    assertThat(TrialSplits.count(13, 6)).isEqualTo(12_012);
    assertThat(TrialSplits.count(200, 100)).isGreaterThan(1e50);
    NoiseFloor floor = NoiseFloors.of(more, ALL);
    assertThat(floor.splits()).isEqualTo(1000);
    Place ratio = floor.places().getFirst();
    // Symmetric up to the sampling of 1000 splits: 4 standard errors of a sd of 0.6 %.
    assertThat(ratio.median()).isCloseTo(1, within(0.001));
    assertThat(ratio.value()).isNaN();
    assertThat(ratio.position()).isEqualTo(Position.UNKNOWN);
    assertThat(NoiseFloors.of(reference, ALL).places().getFirst().itself()).hasSize(70).isSorted();
  }

  @ParameterizedTest
  @CsvSource({"8, 8, 0", "30, 30, 0", "16, 8, 0", "8, 8, 100", "16, 16, 100"})
  void honestSeeds_areHardlyEverOutside(int trials, int ofCandidate, int rare) {
    int outside = 0;
    for (int repeat = 0; repeat < 200; repeat++) {
      RandomGenerator random = new SplittableRandom(repeat);
      NoiseFloor floor =
          NoiseFloors.of(
              sample(random, trials, 1, rare), sample(random, ofCandidate, 1, rare), ALL, 100);
      outside += floor.position() == Position.OUTSIDE ? 1 : 0;
      assertThat(floor.position()).isNotEqualTo(Position.CLOSER);
    }
    // At most 5 % are expected; 10 + 3 standard deviations of a binomial of 200 trials is 19.
    assertThat(outside).isLessThanOrEqualTo(19);
  }

  @Test
  void halfTheDriveAndAQuarterMore_areOutside() {
    for (int repeat = 0; repeat < 20; repeat++) {
      RandomGenerator random = new SplittableRandom(1000 + repeat);
      CountSample reference = sample(random, 30, 1);
      for (double gain : new double[] {0.5, 1.26}) {
        assertThat(NoiseFloors.of(reference, sample(random, 30, gain), ALL).at(Position.OUTSIDE))
            .extracting(Place::metric)
            .contains(RateMetric.SPIKE_COUNT_RATIO, RateMetric.RATE_RMSE_HZ_SHARED);
      }
    }
  }

  @Test
  void sameTrials_areCloserThanTheReferenceToItself() {
    CountSample reference = sample(new SplittableRandom(1), 20, 1);
    NoiseFloor floor = NoiseFloors.of(reference, reference, ALL);
    assertThat(floor.position()).isEqualTo(Position.CLOSER);
    assertThat(floor.at(Position.OUTSIDE)).isEmpty();
    assertThat(floor.at(Position.CLOSER))
        .extracting(Place::metric)
        .contains(RateMetric.RATE_RMSE_HZ_SHARED);
  }

  @Test
  void fewTrials_areNotEnough() {
    RandomGenerator random = new SplittableRandom(1);
    NoiseFloor single = NoiseFloors.of(sample(random, 1, 1), sample(random, 1, 1), ALL);
    assertThat(single.position()).isEqualTo(Position.UNKNOWN);
    assertThat(single.splits()).isZero();
    assertThat(single.notices()).anyMatch(notice -> notice.startsWith("1 distinct trial of"));
    NoiseFloor six = NoiseFloors.of(sample(random, 6, 1), sample(random, 6, 1), ALL);
    assertThat(six.splits()).isEqualTo(20);
    assertThat(six.places().getFirst().percentile()).isBetween(0.0, 100.0);
    assertThat(six.position()).isEqualTo(Position.UNKNOWN);
    assertThat(six.notices()).anyMatch(notice -> notice.contains("use at least 8"));
    // A single trial is one of twenty by chance with nineteen others.
    NoiseFloor oneOfNineteen = NoiseFloors.of(sample(random, 18, 1), sample(random, 1, 1), ALL);
    assertThat(oneOfNineteen.position()).isEqualTo(Position.UNKNOWN);
    assertThat(oneOfNineteen.notices())
        .anyMatch(notice -> notice.contains("and 1 of the candidate"));
    assertThat(NoiseFloors.of(sample(random, 19, 1), sample(random, 1, 1), ALL).position())
        .isNotEqualTo(Position.UNKNOWN);
  }

  @Test
  void copiedTrials_doNotCount() {
    RandomGenerator random = new SplittableRandom(2);
    CountSample rounds = sample(random, 4, 1).only(new int[] {0, 1, 2, 3, 0, 1, 2, 3});
    NoiseFloor floor = NoiseFloors.of(rounds, sample(random, 4, 1), ALL);
    assertThat(floor.referenceTrials()).isEqualTo(4);
    assertThat(floor.position()).isEqualTo(Position.UNKNOWN);
    assertThat(floor.notices()).anyMatch(notice -> notice.contains("4 of 8 trials are duplicates"));
  }

  @Test
  @Tag("shared")
  void brian2At200Hz_isItselfAndNotAt100Hz() throws IOException {
    CountSample strong = published("sugarR.parquet");
    int[] even = IntStream.range(0, 15).map(i -> 2 * i).toArray();
    int[] odd = IntStream.range(0, 15).map(i -> 2 * i + 1).toArray();
    NoiseFloor own = NoiseFloors.of(strong.only(even), strong.only(odd), ALL);
    assertThat(own.position()).isEqualTo(Position.WITHIN);
    assertThat(own.trials()).isEqualTo(7);
    NoiseFloor weak = NoiseFloors.of(strong, published("sugarR_100Hz.parquet"), ALL);
    assertThat(weak.at(Position.OUTSIDE)).hasSize(ALL.size());
  }

  private static CountSample published(String name) throws IOException {
    return CountSample.of(
        List.of(FiringRates.of(SharedData.path("data/brian2-v630/" + name), 1, 30)));
  }

  /// Sixty neurons of 0.1 to 90 Hz that fluctuate together by 1 % and each by itself, by half the
  /// Poisson sd, as in the paper's own files; the slowest fire in few trials.
  private static CountSample sample(RandomGenerator random, int trials, double gain) {
    return sample(random, trials, gain, 0);
  }

  /// @param rare neurons that fire in one of fifty trials, as many do in the fly's brain
  private static CountSample sample(RandomGenerator random, int trials, double gain, int rare) {
    int neurons = 60 + rare;
    int[][] counts = new int[neurons][trials];
    for (int trial = 0; trial < trials; trial++) {
      double common = gain * (1 + 0.01 * random.nextGaussian());
      for (int i = 0; i < rare; i++) {
        counts[60 + i][trial] = random.nextInt(50) == 0 ? 1 : 0;
      }
      for (int i = 0; i < 60; i++) {
        double mean = 0.1 * Math.pow(1.122, i) * common;
        double count = mean + 0.5 * Math.sqrt(mean) * random.nextGaussian();
        counts[i][trial] = (int) Math.max(0, Math.floor(count + random.nextDouble()));
      }
    }
    return new CountSample(1, trials, LongStream.rangeClosed(1, neurons).toArray(), counts);
  }
}
