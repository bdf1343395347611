package flybrain.export;

import flybrain.spikes.FiringRates;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Where each spike of the exported neurons belongs when they are ordered by neuron, trial and
/// time.
///
/// Memory is needed for a few numbers per neuron and trial, not for the spikes.
final class SpikeOrder {
  static final ValueLayout.OfDouble TIME =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final ExportedRun run;

  /// Position of an exported neuron, by its number in the rates; -1 for others.
  private final int[] positions;

  /// First spike of each neuron; the last entry is the number of spikes.
  private final long[] first;

  SpikeOrder(ExportedRun run) {
    this.run = run;
    FiringRates rates = run.rates();
    this.positions = new int[rates.neurons()];
    Arrays.fill(positions, -1);
    this.first = new long[run.neurons().size() + 1];
    for (int neuron = 0; neuron < run.neurons().size(); neuron++) {
      int number = rates.indexOf(run.neurons().ids()[neuron]);
      if (number >= 0) {
        positions[number] = neuron;
      }
      first[neuron + 1] = first[neuron];
      for (int trial = 0; trial < run.trials(); trial++) {
        first[neuron + 1] += count(trial, neuron);
      }
    }
  }

  /// Number of spikes of all exported neurons.
  long size() {
    return first[first.length - 1];
  }

  /// The first spike of a neuron, or of the next for the end.
  long first(int neuron) {
    return first[neuron];
  }

  /// Spikes of a neuron in a trial.
  int count(int trial, int neuron) {
    int number = run.rates().indexOf(run.neurons().ids()[neuron]);
    return number < 0 ? 0 : run.rates().spikes(trial, number);
  }

  /// The time to write for a spike.
  interface Time {
    /// The time of a spike.
    ///
    /// @param milliseconds time in the trial in ms
    double of(int trial, double milliseconds);
  }

  /// Reads the spikes once more and writes the time of each to its place.
  ///
  /// @param times room for [#size] doubles
  void fill(MemorySegment times, Time time) throws IOException {
    int[][] written = new int[run.trials()][run.neurons().size()];
    int[][] offsets = offsets();
    long count = 0;
    boolean isOrdered = true;
    try (SpikeFileReader reader = new SpikeFileReader(run.file(), SpikeFileReader.Content.TIMES)) {
      while (reader.next()) {
        SpikeRows rows = reader.rows();
        for (int row = 0; row < rows.size(); row++) {
          int trial = rows.trials()[row];
          int number = number(rows.flywireIds()[row], trial);
          int neuron = positions[number];
          if (neuron < 0) {
            continue;
          }
          double milliseconds = rows.times()[row];
          run.checkTime(milliseconds);
          int nth = written[trial][neuron]++;
          if (nth >= run.rates().spikes(trial, number)) {
            throw run.changed();
          }
          long place = first[neuron] + offsets[trial][neuron] + nth;
          double value = time.of(trial, milliseconds);
          times.setAtIndex(TIME, place, value);
          isOrdered &= nth == 0 || times.getAtIndex(TIME, place - 1) <= value;
          count++;
        }
      }
    }
    if (count != size()) {
      throw run.changed();
    }
    if (!isOrdered) {
      sort(times);
    }
  }

  private int number(long flywireId, int trial) {
    int number = run.rates().indexOf(flywireId);
    if (number < 0 || trial >= run.trials()) {
      throw run.changed();
    }
    return number;
  }

  /// Spikes of a neuron before each trial.
  private int[][] offsets() {
    int[][] offsets = new int[run.trials()][run.neurons().size()];
    for (int trial = 1; trial < run.trials(); trial++) {
      for (int neuron = 0; neuron < run.neurons().size(); neuron++) {
        offsets[trial][neuron] = offsets[trial - 1][neuron] + count(trial - 1, neuron);
      }
    }
    return offsets;
  }

  /// Orders the spikes of each neuron in each trial by time, for files that are not.
  private void sort(MemorySegment times) {
    for (int neuron = 0; neuron < run.neurons().size(); neuron++) {
      long place = first[neuron];
      for (int trial = 0; trial < run.trials(); trial++) {
        double[] some = new double[count(trial, neuron)];
        for (int k = 0; k < some.length; k++) {
          some[k] = times.getAtIndex(TIME, place + k);
        }
        Arrays.sort(some);
        for (int k = 0; k < some.length; k++) {
          times.setAtIndex(TIME, place + k, some[k]);
        }
        place += some.length;
      }
    }
  }
}
