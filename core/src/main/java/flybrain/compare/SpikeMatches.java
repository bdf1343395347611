package flybrain.compare;

import flybrain.spikes.FiringRates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many spikes of two files come at the same time.
///
/// @param matches pairs of one spike of each file, of the same trial and neuron, within the
///   tolerance
/// @param meanDifference mean absolute time difference of the pairs in ms, NaN without pairs
/// @param medianDifference median absolute time difference of the pairs in ms, NaN without pairs
/// @param f1OfTrials F1 of each trial: matches over the mean number of spikes, NaN without spikes
public record SpikeMatches(
    long matches, double meanDifference, double medianDifference, List<Double> f1OfTrials) {
  public SpikeMatches {
    f1OfTrials = List.copyOf(f1OfTrials);
  }

  /// Matches the spikes of each trial and neuron in order of time, one to one; of two spikes too
  /// far apart the earlier one is passed over.
  ///
  /// Differences of times in s are computed as in the reference suite, to give the same numbers: on
  /// a grid of 0.1 ms many pairs are just the tolerance apart, and rounding decides which of them
  /// count.
  ///
  /// @param ratesA counted from the first file
  /// @param ratesB counted from the second file, of as many trials
  /// @param trials how many trials of both
  /// @param tolerance largest difference of a pair in ms, at least 0
  public static SpikeMatches of(
      Path fileA, FiringRates ratesA, Path fileB, FiringRates ratesB, int trials, double tolerance)
      throws IOException {
    ValueCounts differences = new ValueCounts();
    List<Double> f1 = new ArrayList<>();
    try (TrialReader a = new TrialReader(fileA, ratesA);
        TrialReader b = new TrialReader(fileB, ratesB)) {
      for (int trial = 0; trial < trials; trial++) {
        TrialTimes timesA = a.next();
        TrialTimes timesB = b.next();
        long found = match(timesA, ratesA, timesB, ratesB, tolerance, differences);
        f1.add(f1(found, timesA, timesB));
      }
    }
    return new SpikeMatches(differences.size(), differences.mean(), differences.median(), f1);
  }

  /// F1 of two trials.
  static double f1(long matches, TrialTimes a, TrialTimes b) {
    return RateComparison.quotient(2 * matches, (long) a.times().length + b.times().length);
  }

  /// Matches the spikes of every neuron of two trials; how many pairs there are.
  ///
  /// @param to receives the time differences in ms, null if they are not wanted
  static long match(
      TrialTimes timesA,
      FiringRates ratesA,
      TrialTimes timesB,
      FiringRates ratesB,
      double tolerance,
      @Nullable ValueCounts to) {
    long found = 0;
    for (int neuron = 0; neuron < ratesA.neurons(); neuron++) {
      int other = ratesB.indexOf(ratesA.flywireId(neuron));
      if (other >= 0) {
        found += match(timesA, neuron, timesB, other, tolerance, to);
      }
    }
    return found;
  }

  private static long match(
      TrialTimes a,
      int neuronA,
      TrialTimes b,
      int neuronB,
      double tolerance,
      @Nullable ValueCounts to) {
    double[] timesA = a.times();
    double[] timesB = b.times();
    int i = a.start(neuronA);
    int endA = a.end(neuronA);
    int j = b.start(neuronB);
    int endB = b.end(neuronB);
    double seconds = tolerance / 1000;
    long found = 0;
    while (i < endA && j < endB) {
      double difference = timesB[j] - timesA[i];
      if (Math.abs(difference) <= seconds) {
        found++;
        if (to != null) {
          to.add(Math.abs(difference) * 1000);
        }
        i++;
        j++;
      } else if (difference > 0) {
        i++;
      } else {
        j++;
      }
    }
    return found;
  }
}
