package flybrain.spikes;

import flybrain.Counted;
import flybrain.InputException;
import flybrain.LongIndex;
import java.nio.file.Path;
import java.util.Arrays;

/// How often each neuron fired in each trial, counted while the rows of a file stream by.
final class SpikeCounts {
  private final Path file;
  private final LongIndex neurons = new LongIndex();
  private final int[][] ofTrials;
  private long rows;
  private int last;
  private boolean ordered = true;

  /// @param file named where a row makes no sense
  /// @param trials that there are
  SpikeCounts(Path file, int trials) {
    this.file = file;
    this.ofTrials = new int[trials][0];
  }

  /// Counts the next rows of the file.
  ///
  /// @throws InputException if a spike is of a trial that there should not be
  void add(SpikeRows next) {
    int[] trials = next.trials();
    int to;
    for (int from = 0; from < next.size(); from = to) {
      int trial = trials[from];
      to = from + 1;
      while (to < next.size() && trials[to] == trial) {
        to++;
      }
      checkTrial(trial, rows + from);
      ordered &= trial >= last;
      last = trial;
      count(trial, next.flywireIds(), from, to);
    }
    rows += next.size();
  }

  private void checkTrial(int trial, long row) {
    if (trial >= ofTrials.length) {
      throw new InputException(
          "%s: row %d (counted from 0): trial %d; must be 0 .. %d, of %s"
              .formatted(
                  file, row, trial, ofTrials.length - 1, Counted.of(ofTrials.length, "trial")));
    }
  }

  private void count(int trial, long[] flywireIds, int from, int to) {
    int[] counts = ofTrials[trial];
    for (int i = from; i < to; i++) {
      int neuron = neurons.numberOf(flywireIds[i]);
      if (neuron >= counts.length) {
        counts = Arrays.copyOf(counts, Math.max(512, 2 * neuron));
        ofTrials[trial] = counts;
      }
      counts[neuron]++;
    }
  }

  /// FlyWire root ids of the neurons that fired, by their numbers.
  long[] flywireIds() {
    return neurons.ids();
  }

  /// Spikes of each trial by neurons' numbers; a neuron beyond the end of an array has none.
  int[][] ofTrials() {
    return ofTrials;
  }

  /// Whether trials ascended.
  boolean isOrdered() {
    return ordered;
  }
}
