package flybrain.compare;

import flybrain.compare.NoiseFloor.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.numbers.combinatorics.BinomialCoefficientDouble;
import org.apache.commons.numbers.combinatorics.Combinations;

/// Whether a candidate differs from a reference by more than chance, decided by exchanging trials
/// between them at random: if both are the same model, every assignment of the trials to the two is
/// as likely as the real one, and its numbers as extreme as often.
///
/// The p of a number is adjusted for how many are looked at: it is the share of assignments of
/// which the most extreme number is at least as extreme (single-step, by ranks; Westfall and Young
/// 1993). The real assignment counts as one of them (Phipson and Smyth 2010, doi
/// 10.2202/1544-6115.1585).
///
/// Trials of the same number that have the same random input are pairs: either of a pair may then
/// be the candidate's, and no other.
final class TrialExchange {
  private final CountNumbers numbers;

  /// Spikes by neuron and trial, the trials of the reference first.
  private final int[][] counts;

  /// Spikes of each neuron in all trials.
  private final long[] totals;

  private final int reference;
  private final int candidate;
  private final boolean paired;

  /// @param paired whether trials of the same number are pairs, as many on either side
  /// @param reference spikes by neuron and trial of the reference
  /// @param candidate spikes by neuron and trial of the candidate
  TrialExchange(CountNumbers numbers, boolean paired, int[][] reference, int[][] candidate) {
    this.numbers = numbers;
    this.paired = paired;
    this.reference = trials(reference);
    this.candidate = trials(candidate);
    this.counts = new int[reference.length][];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Arrays.copyOf(reference[i], this.reference + this.candidate);
      System.arraycopy(candidate[i], 0, counts[i], this.reference, this.candidate);
    }
    this.totals =
        CountNumbers.sums(counts, IntStream.range(0, this.reference + this.candidate).toArray());
  }

  private static int trials(int[][] counts) {
    return counts.length == 0 ? 0 : counts[0].length;
  }

  /// Number of ways to assign the trials; infinite when it is huge.
  double ways() {
    return paired
        ? Math.pow(2, candidate)
        : BinomialCoefficientDouble.value(reference + candidate, candidate);
  }

  /// The p of each number; 1 where it is not defined.
  ///
  /// @param most assignments that are tried: all where there are no more, otherwise as many random
  ///   ones
  double[] pValues(int most, RandomGenerator random) {
    double[] real = numbersOf(IntStream.range(reference, reference + candidate).toArray());
    double[][] assigned = ways() <= most ? ofAll() : ofRandom(real, most, random);
    double[] worst = new double[assigned.length];
    double[] badness = new double[real.length];
    for (int m = 0; m < real.length; m++) {
      int metric = m;
      RateMetric.Worse worse = numbers.metrics().get(m).worse();
      double[] values = Arrays.stream(assigned).mapToDouble(row -> row[metric]).toArray();
      double[] sorted = NoiseFloor.ascending(values);
      for (int k = 0; k < values.length; k++) {
        worst[k] = Math.max(worst[k], Place.badness(worse, sorted, values[k]));
      }
      badness[m] = Place.badness(worse, sorted, real[m]);
    }
    return Arrays.stream(badness)
        .map(bad ->
            (double) Arrays.stream(worst).filter(other -> other >= bad).count() / worst.length)
        .toArray();
  }

  /// The numbers of every assignment.
  private double[][] ofAll() {
    List<double[]> rows = new ArrayList<>();
    if (paired) {
      for (long swapped = 0; swapped < 1L << candidate; swapped++) {
        rows.add(numbersOf(ofPairs(swapped)));
      }
      return rows.toArray(double[][]::new);
    }
    Combinations.of(reference + candidate, candidate)
        .iterator()
        .forEachRemaining(trials -> rows.add(numbersOf(trials)));
    return rows.toArray(double[][]::new);
  }

  /// The numbers of random assignments, and of the real one, which is ranked among them.
  private double[][] ofRandom(double[] real, int size, RandomGenerator random) {
    Stream<double[]> drawn =
        Stream.generate(() ->
                paired
                    ? ofPairs(random)
                    : TrialSplits.draw(reference + candidate, candidate, random))
            .limit(size)
            .map(this::numbersOf);
    return Stream.concat(Stream.of(real), drawn).toArray(double[][]::new);
  }

  /// The candidate's trials where some pairs are swapped.
  ///
  /// @param swapped a bit for each pair
  private int[] ofPairs(long swapped) {
    return IntStream.range(0, candidate)
        .map(pair -> (swapped >>> pair & 1) == 1 ? pair : reference + pair)
        .toArray();
  }

  private int[] ofPairs(RandomGenerator random) {
    return IntStream.range(0, candidate)
        .map(pair -> random.nextBoolean() ? pair : reference + pair)
        .toArray();
  }

  /// The numbers with some trials as the candidate's and the rest as the reference's.
  private double[] numbersOf(int[] ofCandidate) {
    long[] b = CountNumbers.sums(counts, ofCandidate);
    long[] a = new long[counts.length];
    for (int i = 0; i < a.length; i++) {
      a[i] = totals[i] - b[i];
    }
    double[] of = numbers.of(a, reference, b, candidate);
    // Assignments that mirror each other have the same number, and must rank alike.
    Arrays.setAll(of, m -> Math.rint(of[m] * 1e9) / 1e9);
    return of;
  }
}
