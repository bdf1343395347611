package flybrain.spikes;

import flybrain.LongIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/// The firing rates of the neurons that fired in a spike file, in ascending order of FlyWire ids.
///
/// Means and sample standard deviations are over all trials; a trial in which a neuron did not fire
/// counts as 0. Neurons are numbered here by their ids, 0 .. [#neurons] - 1, which is not their
/// index in a connectome. It keeps a number for each trial and neuron that fired. Immutable.
public final class FiringRates {
  private final double tRun;
  private final int trials;

  /// By number of the neuron, ascending.
  private final long[] flywireIds;

  private final LongIndex index = new LongIndex();

  /// Spikes by trial, then by number of the neuron.
  private final int[][] countsOfTrial;

  private final boolean orderedByTrial;

  private FiringRates(
      double tRun, long[] flywireIds, int[][] countsOfTrial, boolean orderedByTrial) {
    this.tRun = tRun;
    this.orderedByTrial = orderedByTrial;
    this.trials = countsOfTrial.length;
    this.flywireIds = flywireIds;
    this.countsOfTrial = countsOfTrial;
    for (long flywireId : flywireIds) {
      index.numberOf(flywireId);
    }
  }

  /// Counts the spikes of a file without keeping them. [RunSize] says what a file has recorded of
  /// duration and trials.
  ///
  /// @param tRun duration of a trial in s, above 0
  /// @param trials number of trials, those without spikes included, at least 1
  /// @throws flybrain.InputException if the file is missing, damaged or not a spike file, or a
  ///   spike is of a trial that there should not be
  /// @throws IllegalArgumentException for another duration or number of trials
  public static FiringRates of(Path file, double tRun, int trials) throws IOException {
    try (SpikeFileReader reader = new SpikeFileReader(file, SpikeFileReader.Content.COUNTS)) {
      return of(reader, tRun, trials);
    }
  }

  /// Counts the spikes that a reader has left; the reader stays open.
  ///
  /// @param tRun duration of a trial in s, above 0
  /// @param trials number of trials, those without spikes included, at least 1
  /// @throws flybrain.InputException if the file is damaged, or a spike is of a trial that there
  ///   should not be
  /// @throws IllegalArgumentException for another duration or number of trials
  public static FiringRates of(SpikeFileReader reader, double tRun, int trials) {
    if (!(tRun > 0) || trials < 1) {
      throw new IllegalArgumentException(
          "t_run = %s s, %d trials: must be above 0 and at least 1".formatted(tRun, trials));
    }
    SpikeCounts counts = new SpikeCounts(reader.path(), trials);
    while (reader.next()) {
      counts.add(reader.rows());
    }
    return sorted(tRun, counts.flywireIds(), counts.ofTrials(), counts.isOrdered());
  }

  /// Duration of a trial in s.
  public double tRun() {
    return tRun;
  }

  /// Number of trials, those without spikes included.
  public int trials() {
    return trials;
  }

  /// Whether the rows of the file are in ascending order of trials.
  public boolean isOrderedByTrial() {
    return orderedByTrial;
  }

  /// Number of neurons that fired.
  public int neurons() {
    return flywireIds.length;
  }

  /// FlyWire root id of a neuron.
  ///
  /// @param neuron 0 .. [#neurons] - 1
  public long flywireId(int neuron) {
    return flywireIds[neuron];
  }

  /// The number here of the neuron with a FlyWire root id, or -1 when it did not fire.
  public int indexOf(long flywireId) {
    return index.indexOf(flywireId);
  }

  /// Rate of a neuron in Hz: mean and sample sd over trials.
  ///
  /// @param neuron 0 .. [#neurons] - 1
  public Measurement rate(int neuron) {
    return over(trial -> countsOfTrial[trial][neuron]).times(1 / tRun);
  }

  /// Spikes of a neuron in a trial.
  ///
  /// @param trial 0 .. [#trials] - 1
  /// @param neuron 0 .. [#neurons] - 1
  public int spikes(int trial, int neuron) {
    return countsOfTrial[trial][neuron];
  }

  /// Spikes of all neurons in a trial.
  public long spikes(int trial) {
    return sum(countsOfTrial[trial]);
  }

  /// Number of spikes, all trials together.
  public long spikes() {
    return Arrays.stream(countsOfTrial).mapToLong(FiringRates::sum).sum();
  }

  /// Spikes of a trial, all neurons together: mean and sample sd over trials.
  public Measurement spikesPerTrial() {
    return over(trial -> sum(countsOfTrial[trial]));
  }

  /// Neurons that fire in a trial: mean and sample sd over trials.
  public Measurement activePerTrial() {
    return over(trial -> Arrays.stream(countsOfTrial[trial]).filter(count -> count > 0).count());
  }

  private Measurement over(IntToLongFunction value) {
    long sum = 0;
    double squares = 0;
    for (int trial = 0; trial < trials; trial++) {
      long x = value.applyAsLong(trial);
      sum += x;
      squares += (double) x * x;
    }
    return Measurement.of(sum, squares, trials);
  }

  private static long sum(int[] counts) {
    return Arrays.stream(counts).asLongStream().sum();
  }

  private static FiringRates sorted(
      double tRun, long[] ids, int[][] counts, boolean orderedByTrial) {
    int[] order =
        IntStream.range(0, ids.length)
            .boxed()
            .sorted((i, j) -> Long.compare(ids[i], ids[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[][] sorted = new int[counts.length][];
    for (int trial = 0; trial < counts.length; trial++) {
      int[] padded = Arrays.copyOf(counts[trial], Math.max(counts[trial].length, ids.length));
      sorted[trial] = Arrays.stream(order).map(neuron -> padded[neuron]).toArray();
    }
    return new FiringRates(
        tRun,
        Arrays.stream(order).mapToLong(neuron -> ids[neuron]).toArray(),
        sorted,
        orderedByTrial);
  }
}
