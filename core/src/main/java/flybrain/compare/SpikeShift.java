package flybrain.compare;

import flybrain.LongIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// Finds whether one run has the spikes of another some steps later or earlier: two programs may
/// count the same spike at the step in which the threshold is crossed, or at the next.
final class SpikeShift {
  /// No program counts spikes further off, in steps.
  private static final int FURTHEST = 50;

  /// Spikes of a trial that are enough to decide.
  private static final int ENOUGH = 100_000;

  /// Share of the spikes that must have one; what a shift moves over an end of the trial has none.
  private static final double MOST = 0.9;

  /// Fewer spikes have partners at some shift by chance.
  private static final int FEWEST = 5;

  private SpikeShift() {}

  /// By how many steps the candidate's spikes of a trial are later; 0 when they are not the
  /// reference's.
  ///
  /// @param dt duration of a step in ms
  static int of(Path reference, Path candidate, double dt, int trial) throws IOException {
    LongIndex neurons = new LongIndex();
    long[] one = spikes(reference, dt, trial, neurons);
    long[] other = spikes(candidate, dt, trial, neurons);
    int fewest = Math.max(FEWEST, (int) Math.ceil(MOST * Math.max(one.length, other.length)));
    int best = 0;
    int most = 0;
    for (int shift = -FURTHEST; shift <= FURTHEST; shift++) {
      int common = common(one, other, shift);
      if (common > most) {
        most = common;
        best = shift;
      }
    }
    return most >= fewest ? best : 0;
  }

  /// The first spikes of a trial, ascending, each as its neuron's number and its step.
  private static long[] spikes(Path file, double dt, int trial, LongIndex neurons)
      throws IOException {
    long[] spikes = new long[ENOUGH];
    int size = 0;
    try (StepReader reader = new StepReader(file, dt)) {
      while (size < ENOUGH && reader.next() && reader.trial() <= trial) {
        for (int i = 0; reader.trial() == trial && i < reader.size() && size < ENOUGH; i++) {
          spikes[size++] = ((long) neurons.numberOf(reader.ids()[i]) << 32) | reader.step();
        }
      }
    }
    long[] sorted = Arrays.copyOf(spikes, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /// How many spikes have one of the same neuron some steps later in the other run.
  private static int common(long[] one, long[] other, int shift) {
    int common = 0;
    int j = 0;
    for (long spike : one) {
      long wanted = spike + shift;
      while (j < other.length && other[j] < wanted) {
        j++;
      }
      common += j < other.length && other[j] == wanted ? 1 : 0;
    }
    return common;
  }
}
