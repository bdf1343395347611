package flybrain.benchmarks;

import flybrain.compare.CountSample;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.engine.Engines;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.RunOptions;
import flybrain.model.Parameters;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;

/// Counts the spikes of each neuron in each trial.
final class TrialCounts implements SpikeSink {
  private final Neurons neurons;
  private final int trials;
  private final double tRun;

  /// By neuron index; null for a neuron that has not fired.
  private final short[][] counts;

  /// @param tRun duration of a trial in s, at most 60
  TrialCounts(Neurons neurons, int trials, double tRun) {
    this.neurons = neurons;
    this.trials = trials;
    this.tRun = tRun;
    this.counts = new short[neurons.size()][];
  }

  /// Simulates the sugar experiment.
  ///
  /// @param tRun duration of a trial in s, at most 60
  /// @param strength of the synapses, 1 as in the model
  static TrialCounts of(
      Connectome brain, int trials, double tRun, double strength, long seed, int threads)
      throws IOException {
    Recipe recipe =
        Presets.get("sugar")
            .withDuration(tRun)
            .withTrials(trials)
            .withSeed(seed)
            .withParameters(Map.of("w_syn", strength * Parameters.SHIU_2024.wSyn()));
    TrialCounts counts = new TrialCounts(brain.neurons(), trials, tRun);
    try (Laboratory laboratory = Laboratory.on(brain)) {
      laboratory.run(
          laboratory.plan(recipe, Engines.EVENT),
          RunOptions.DEFAULT.withThreads(threads).withSink(counts));
    }
    return counts;
  }

  /// Duration of a trial in s.
  double tRun() {
    return tRun;
  }

  @Override
  public TrialSink begin(int trial) {
    return new TrialSink() {
      @Override
      public void spikes(int[] steps, int[] spiking, int count) {
        add(trial, spiking, count);
      }

      @Override
      public void end() {}
    };
  }

  private synchronized void add(int trial, int[] spiking, int count) {
    for (int k = 0; k < count; k++) {
      int neuron = spiking[k];
      if (counts[neuron] == null) {
        counts[neuron] = new short[trials];
      }
      counts[neuron][trial]++;
    }
  }

  /// Neurons by the number of their spikes, the highest first.
  ///
  /// @param leftOut neurons that do not count
  int[] mostActive(BitSet leftOut) {
    return IntStream.range(0, counts.length)
        .filter(i -> counts[i] != null && !leftOut.get(i))
        .boxed()
        .sorted(Comparator.comparingLong((Integer i) -> -Arrays.stream(of(i)).sum()))
        .mapToInt(i -> i)
        .toArray();
  }

  /// Spikes of a neuron in each trial.
  long[] of(int neuron) {
    long[] spikes = new long[trials];
    for (int trial = 0; counts[neuron] != null && trial < trials; trial++) {
      spikes[trial] = counts[neuron][trial];
    }
    return spikes;
  }

  /// Spikes of a trial, on average.
  double mean() {
    return Arrays.stream(counts)
            .filter(row -> row != null)
            .mapToLong(row -> IntStream.range(0, trials).map(t -> row[t]).sum())
            .sum()
        / (double) trials;
  }

  /// The trials `from .. to - 1` as a sample.
  CountSample sample(int from, int to) {
    int[] active =
        IntStream.range(0, counts.length)
            .filter(
                i -> counts[i] != null && IntStream.range(from, to).anyMatch(t -> counts[i][t] > 0))
            .toArray();
    int[] byId =
        IntStream.of(active)
            .boxed()
            .sorted((i, j) -> Long.compare(neurons.id(i), neurons.id(j)))
            .mapToInt(i -> i)
            .toArray();
    int[][] rows =
        IntStream.of(byId)
            .mapToObj(i -> IntStream.range(from, to).map(t -> counts[i][t]).toArray())
            .toArray(int[][]::new);
    return new CountSample(
        tRun, to - from, IntStream.of(byId).mapToLong(neurons::id).toArray(), rows);
  }
}
