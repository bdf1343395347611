package flybrain.figures;

import flybrain.InputException;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// The spikes of one trial, and how many spikes all neurons together had in each bin of time.
final class TrialSpikes {
  /// Bins that a trial is cut into, at most.
  private static final int BINS = 200;

  private final int trial;
  private final int trials;
  private final double duration;
  private final double binWidth;
  private final long[] spikesInTrial;
  private final long[] spikesInAll;
  private final Set<Long> fired = new HashSet<>();
  private double[] times = new double[1024];
  private long[] flywireIds = new long[1024];
  private int size;

  private TrialSpikes(RunFacts facts, int trial) {
    this.trial = trial;
    this.trials = facts.trials();
    this.duration = facts.duration() * 1000;
    this.binWidth = binWidth(duration);
    int bins = Math.max(1, (int) Math.ceil(duration / binWidth - 1e-9));
    this.spikesInTrial = new long[bins];
    this.spikesInAll = new long[bins];
  }

  /// The smallest of 1, 2, 5, 10, 20, 50, ... ms that cuts a duration in ms into at most 200 bins.
  static double binWidth(double duration) {
    double least = duration / BINS;
    double decade = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5, 10}) {
      if (factor * decade >= least * (1 - 1e-9)) {
        return Math.max(1, factor * decade);
      }
    }
    throw new IllegalStateException("no bin width for " + duration + " ms");
  }

  /// Reads a trial of a spike file.
  ///
  /// @param facts with duration and number of trials
  /// @throws InputException if a spike is later than the duration
  static TrialSpikes read(Path file, RunFacts facts, int trial) throws IOException {
    TrialSpikes spikes = new TrialSpikes(facts, trial);
    try (SpikeFileReader reader = new SpikeFileReader(file)) {
      while (reader.next()) {
        SpikeRows rows = reader.rows();
        for (int i = 0; i < rows.size(); i++) {
          double time = rows.times()[i];
          if (time >= spikes.duration + 1e-6) {
            throw new InputException(
                "%s: a spike at %s ms is later than t_run = %s s; correct --t-run"
                    .formatted(file, time, facts.duration()));
          }
          spikes.add(rows.trials()[i], time, rows.flywireIds()[i]);
        }
      }
    }
    return spikes;
  }

  private void add(int ofTrial, double time, long flywireId) {
    int bin = Math.min((int) (time / binWidth), spikesInAll.length - 1);
    spikesInAll[bin]++;
    if (ofTrial != trial) {
      return;
    }
    spikesInTrial[bin]++;
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      flywireIds = Arrays.copyOf(flywireIds, 2 * size);
    }
    times[size] = time;
    flywireIds[size] = flywireId;
    size++;
    fired.add(flywireId);
  }

  /// The trial, counted from 0.
  int trial() {
    return trial;
  }

  int size() {
    return size;
  }

  /// Time of a spike in ms.
  double time(int spike) {
    return times[spike];
  }

  long flywireId(int spike) {
    return flywireIds[spike];
  }

  boolean fired(long neuron) {
    return fired.contains(neuron);
  }

  int bins() {
    return spikesInAll.length;
  }

  /// Width of all bins but the last in ms.
  double binWidth() {
    return binWidth;
  }

  /// Where a bin begins, in ms; for [#bins] where the last one ends.
  double start(int bin) {
    return Math.min(bin * binWidth, duration);
  }

  /// Population rate in a bin of the trial, in spikes per ms.
  double rateInTrial(int bin) {
    return spikesInTrial[bin] / (start(bin + 1) - start(bin));
  }

  /// Population rate in a bin, the mean over trials, in spikes per ms.
  double meanRate(int bin) {
    return spikesInAll[bin] / (start(bin + 1) - start(bin)) / trials;
  }
}
