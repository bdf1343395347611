package flybrain.compare;

import flybrain.InputException;
import flybrain.spikes.FiringRates;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// How often each neuron fired in each of several trials that differ only by chance.
///
/// Neurons that never fired are not in it; their counts are 0. Immutable; trials are numbered from
/// 0, several runs one after the other.
public final class CountSample {
  /// Durations are on a grid of time steps, which no run has finer than this, and older files have
  /// the product of doubles for the decimal number: 0.012700000000000001 is 0.0127.
  private static final double SAME_DURATION = 1e-9;

  private final double tRun;
  private final int trials;
  private final long[] flywireIds;
  private final int[][] counts;

  /// @param tRun duration of a trial in s
  /// @param trials number of trials
  /// @param flywireIds FlyWire root ids, ascending; not copied, never written
  /// @param counts spikes by neuron and trial: an array of `trials` numbers for each id; not
  ///   copied, never written
  /// @throws IllegalArgumentException for arrays of other lengths
  public CountSample(double tRun, int trials, long[] flywireIds, int[][] counts) {
    if (flywireIds.length != counts.length
        || Arrays.stream(counts).anyMatch(row -> row.length != trials)) {
      throw new IllegalArgumentException("counts must cover every neuron in every trial");
    }
    this.tRun = tRun;
    this.trials = trials;
    this.flywireIds = flywireIds;
    this.counts = counts;
  }

  /// The trials of several runs, such as the rounds of a benchmark, as one sample.
  ///
  /// @param runs at least one
  /// @throws InputException if their trials are not equally long
  public static CountSample of(List<FiringRates> runs) {
    double tRun = runs.getFirst().tRun();
    for (FiringRates run : runs) {
      requireEqualDuration(tRun, run.tRun());
    }
    long[] ids =
        runs.stream()
            .flatMapToLong(run -> IntStream.range(0, run.neurons()).mapToLong(run::flywireId))
            .sorted()
            .distinct()
            .toArray();
    int trials = runs.stream().mapToInt(FiringRates::trials).sum();
    int[][] counts = new int[ids.length][trials];
    int firstTrial = 0;
    for (FiringRates run : runs) {
      for (int neuron = 0; neuron < run.neurons(); neuron++) {
        int[] row = counts[Arrays.binarySearch(ids, run.flywireId(neuron))];
        for (int trial = 0; trial < run.trials(); trial++) {
          row[firstTrial + trial] = run.spikes(trial, neuron);
        }
      }
      firstTrial += run.trials();
    }
    return new CountSample(tRun, trials, ids, counts);
  }

  /// Duration of a trial in s.
  public double tRun() {
    return tRun;
  }

  /// Number of trials.
  public int trials() {
    return trials;
  }

  /// The neurons that fired, ascending; shared, not copied.
  public long[] flywireIds() {
    return flywireIds;
  }

  /// Spikes of a neuron in each trial, [#trials] numbers; a neuron that is not in the sample has
  /// zeros. Shared, not copied.
  public int[] counts(long flywireId) {
    int neuron = Arrays.binarySearch(flywireIds, flywireId);
    return neuron < 0 ? new int[trials] : counts[neuron];
  }

  /// Sample standard deviation over trials of the rate of a neuron in Hz, NaN for a single trial.
  public double rateSd(long flywireId) {
    int[] spikes = counts(flywireId);
    double mean = Arrays.stream(spikes).average().orElse(Double.NaN);
    double squares = Arrays.stream(spikes).mapToDouble(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares / (trials - 1)) / tRun;
  }

  /// Spikes of all neurons together in each trial, [#trials] whole numbers.
  public double[] totals() {
    return IntStream.range(0, trials)
        .mapToDouble(trial -> Arrays.stream(counts).mapToLong(row -> row[trial]).sum())
        .toArray();
  }

  /// For each trial the first one with the same count of every neuron, itself if there is none
  /// before it.
  public int[] firstAlike() {
    int[] first = new int[trials];
    for (int trial = 0; trial < trials; trial++) {
      while (!alike(first[trial], trial)) {
        first[trial]++;
      }
    }
    return first;
  }

  /// Some of the trials, in the order given.
  ///
  /// @param kept numbers of trials
  public CountSample only(int[] kept) {
    int[][] some =
        Arrays.stream(counts)
            .map(row -> Arrays.stream(kept).map(trial -> row[trial]).toArray())
            .toArray(int[][]::new);
    return new CountSample(tRun, kept.length, flywireIds, some);
  }

  /// The sample without duplicate trials, which would make everything look certain.
  ///
  /// @param name of the sample, for the notice
  /// @param notice receives a line with the number left out
  CountSample withoutCopies(String name, Consumer<String> notice) {
    int[] first = firstAlike();
    int[] kept = IntStream.range(0, trials).filter(trial -> first[trial] == trial).toArray();
    // Trials with few spikes can be equal by chance; equal trials with a hundred are duplicates.
    boolean many = DoubleStream.of(totals()).average().orElse(0) >= 100;
    if (!many || kept.length == trials) {
      return this;
    }
    notice.accept(
        "%s: %d of %d trials are duplicates (the same count for every neuron) and do not count"
            .formatted(name, trials - kept.length, trials));
    return only(kept);
  }

  static void requireEqualDuration(double one, double other) {
    if (!(Math.abs(one - other) <= SAME_DURATION)) {
      throw new InputException(
          "trials of %s s and of %s s cannot be compared; use runs with the same t_run"
              .formatted(one, other));
    }
  }

  private boolean alike(int one, int other) {
    return Arrays.stream(counts).allMatch(row -> row[one] == row[other]);
  }
}
