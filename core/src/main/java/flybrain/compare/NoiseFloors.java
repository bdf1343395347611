package flybrain.compare;

import flybrain.Counted;
import flybrain.Progress;
import flybrain.compare.NoiseFloor.Place;
import flybrain.compare.TrialSplits.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Measures how much a reference differs from itself, and places a candidate in that.
///
/// The reference's trials are split into two sets A and B of m trials, at random and many times:
/// the numbers of B against A compare the reference with itself. The candidate's number is the
/// median, over the same splits, of m of its trials against A. So both are of m trials a side, and
/// a number that depends on how many trials there are can be compared. m is the number of the
/// candidate's trials, or half of the reference's where that is less.
///
/// Splits of the same trials are more alike than other trials are: a neuron that fired in one trial
/// only is in one of the two sets in every split. So [TrialExchange] decides whether the candidate
/// differs by more than chance; of trials with the same random input in pairs.
public final class NoiseFloors {
  private static final int SPLITS = 1000;

  /// With fewer there is no 5 % tail: 20 ways to split, 40 with either set first.
  private static final double FEWEST_SPLITS = 40;

  private static final int FEWEST_TRIALS = 8;

  /// Of the splits: the same trials always give the same noise floor.
  private static final long SEED = 1;

  /// Rates that are compared at most: bounds the time to a few seconds.
  private static final int RATES = 20_000_000;

  private final CountSample reference;
  private final @Nullable CountSample candidate;
  private final boolean paired;
  private final List<String> notices = new ArrayList<>();
  private final int trials;

  /// FlyWire ids of the neurons that fired in either, ascending.
  private final long[] ids;

  /// Spikes by place among the ids, then by trial: of the reference, and of the candidate.
  private final int[][] countsA;

  private final int[][] countsB;

  private NoiseFloors(CountSample reference, @Nullable CountSample candidate, boolean sameInput) {
    if (candidate != null) {
      CountSample.requireEqualDuration(reference.tRun(), candidate.tRun());
    }
    this.paired = sameInput && candidate != null && candidate.trials() == reference.trials();
    // Trials with a recorded seed are not copies, and pairs need both trials.
    this.reference = paired ? reference : reference.withoutCopies("reference", notices::add);
    this.candidate =
        paired || candidate == null
            ? candidate
            : candidate.withoutCopies("candidate", notices::add);
    if (paired) {
      notices.add(
          "paired: trials with the same index have the same random input (one seed, drive and "
              + "number of trials), so only the two trials of a pair are exchanged");
    }
    int half = this.reference.trials() / 2;
    this.trials = this.candidate == null ? half : Math.min(half, this.candidate.trials());
    this.ids = union(this.reference, this.candidate);
    this.countsA = counts(this.reference);
    this.countsB = this.candidate == null ? new int[0][] : counts(this.candidate);
  }

  /// The noise floor of a reference by itself.
  ///
  /// @param reference all trials of all rounds; fewer than 8 are too few to place anything
  /// @param metrics the numbers to look at; the more there are, the further out each may lie
  public static NoiseFloor of(CountSample reference, List<RateMetric> metrics) {
    return of(reference, null, metrics, false, Progress.NONE);
  }

  /// The noise floor of a reference, and where a candidate lies.
  ///
  /// @param reference all trials of all rounds
  /// @throws flybrain.InputException if the trials are not equally long
  public static NoiseFloor of(
      CountSample reference, CountSample candidate, List<RateMetric> metrics) {
    return of(reference, candidate, metrics, false, Progress.NONE);
  }

  /// The noise floor of a reference, and where a candidate lies if there is one.
  ///
  /// @param reference all trials of all rounds
  /// @param sameInput whether a trial of the candidate has the random input of the reference's
  ///   trial of the same number
  /// @param progress receives the number of finished splits
  /// @throws flybrain.InputException if the trials are not equally long
  public static NoiseFloor of(
      CountSample reference,
      @Nullable CountSample candidate,
      List<RateMetric> metrics,
      boolean sameInput,
      Progress progress) {
    return new NoiseFloors(reference, candidate, sameInput).measure(metrics, SPLITS, progress);
  }

  /// The same, of no more than some splits.
  static NoiseFloor of(
      CountSample reference, CountSample candidate, List<RateMetric> metrics, int most) {
    return new NoiseFloors(reference, candidate, false).measure(metrics, most, Progress.NONE);
  }

  private NoiseFloor measure(List<RateMetric> metrics, int most, Progress progress) {
    double possible = trials < 1 ? 0 : TrialSplits.count(reference.trials(), trials);
    boolean enough = possible >= FEWEST_SPLITS;
    if (!enough) {
      notices.add(
          ("%s of the reference: too few to estimate the noise; use at least %d, in one run "
                  + "(--n-run %d) or in rounds with different seeds")
              .formatted(
                  Counted.of(reference.trials(), "distinct trial"), FEWEST_TRIALS, FEWEST_TRIALS));
    }
    RandomGenerator random = new SplittableRandom(SEED);
    CountNumbers numbers = new CountNumbers(reference.tRun(), metrics);
    int affordable = Math.min(most, Math.max(100, RATES / Math.max(1, ids.length)));
    List<Split> splits =
        trials < 1 ? List.of() : TrialSplits.of(reference.trials(), trials, affordable, random);
    double[][] itself = new double[metrics.size()][splits.size()];
    double[][] values = new double[metrics.size()][candidate == null ? 0 : splits.size()];
    for (int k = 0; k < splits.size(); k++) {
      long[] a = CountNumbers.sums(countsA, splits.get(k).one());
      long[] b = CountNumbers.sums(countsA, splits.get(k).other());
      put(itself, k, numbers.of(a, trials, b, trials));
      if (candidate != null) {
        long[] other = CountNumbers.sums(countsB, drawn(splits.get(k), random));
        put(values, k, numbers.of(a, trials, other, trials));
      }
      progress.at(k + 1, splits.size());
    }
    double[] p = enough ? pValues(numbers, affordable, random) : unknown(metrics.size());
    return new NoiseFloor(
        trials,
        reference.trials(),
        splits.size(),
        places(metrics, itself, values, p),
        paired,
        notices);
  }

  private double[] pValues(CountNumbers numbers, int assignments, RandomGenerator random) {
    if (candidate == null) {
      return unknown(numbers.metrics().size());
    }
    TrialExchange exchange = new TrialExchange(numbers, paired, countsA, countsB);
    if (exchange.ways() * NoiseFloor.ALPHA < 1) {
      notices.add(
          ("%d distinct trials of the reference and %d of the candidate: too few to distinguish "
                  + "a difference from chance; use more trials of either")
              .formatted(reference.trials(), candidate.trials()));
      return unknown(numbers.metrics().size());
    }
    return exchange.pValues(assignments, random);
  }

  private static double[] unknown(int size) {
    double[] p = new double[size];
    Arrays.fill(p, Double.NaN);
    return p;
  }

  private static void put(double[][] to, int column, double[] values) {
    for (int row = 0; row < values.length; row++) {
      to[row][column] = values[row];
    }
  }

  private static List<Place> places(
      List<RateMetric> metrics, double[][] itself, double[][] values, double[] p) {
    double[][] sorted = Arrays.stream(itself).map(NoiseFloor::ascending).toArray(double[][]::new);
    double limit = limit(metrics, itself, sorted);
    List<Place> places = new ArrayList<>();
    for (int m = 0; m < metrics.size(); m++) {
      double value = Quantiles.of(NoiseFloor.ascending(values[m]), 0.5);
      places.add(new Place(metrics.get(m), value, sorted[m], limit, p[m]));
    }
    return places;
  }

  /// The badness that none of a split's numbers exceeds in 95 % of the splits: the more numbers are
  /// looked at, the further out each may lie by chance (as in Westfall and Young 1993).
  private static double limit(List<RateMetric> metrics, double[][] itself, double[][] sorted) {
    double[] worst = new double[itself.length == 0 ? 0 : itself[0].length];
    for (int m = 0; m < itself.length; m++) {
      for (int k = 0; k < worst.length; k++) {
        double badness = Place.badness(metrics.get(m).worse(), sorted[m], itself[m][k]);
        worst[k] = Math.max(worst[k], badness);
      }
    }
    Arrays.sort(worst);
    return worst.length == 0 ? Double.NaN : worst[(int) Math.ceil(0.95 * worst.length) - 1];
  }

  /// Trials of the candidate: with the same indices if there are as many, which shows when they
  /// have the same input.
  private int[] drawn(Split split, RandomGenerator random) {
    int given = countsB.length == 0 ? trials : countsB[0].length;
    return given == reference.trials() ? split.one() : TrialSplits.draw(given, trials, random);
  }

  private int[][] counts(CountSample sample) {
    return Arrays.stream(ids).mapToObj(sample::counts).toArray(int[][]::new);
  }

  private static long[] union(CountSample one, @Nullable CountSample other) {
    long[] others = other == null ? new long[0] : other.flywireIds();
    return LongStream.concat(Arrays.stream(one.flywireIds()), Arrays.stream(others))
        .sorted()
        .distinct()
        .toArray();
  }
}
