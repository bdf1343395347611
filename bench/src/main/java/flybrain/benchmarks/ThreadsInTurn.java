package flybrain.benchmarks;

import flybrain.Progress;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.engine.Engines;
import flybrain.experiment.Experiment;
import flybrain.experiment.Presets;
import java.io.IOException;
import java.util.Locale;

/// Wall time of the trials of one experiment on one thread and on several, in turn in one process,
/// after trials that let Java compile and the brain learn. Needs as many idle cores as threads.
///
/// Arguments: connectome, trials, threads, rounds.
public final class ThreadsInTurn {
  private static final int WARM_UP = 4;

  private ThreadsInTurn() {}

  public static void main(String[] args) throws IOException {
    Connectome brain = ConnectomeStore.standard().open(args[0], System.err::println);
    int trials = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    int rounds = Integer.parseInt(args[3]);
    Experiment experiment =
        Presets.get("sugar").withDuration(1).withTrials(trials).on(brain).experiment();
    double[] one = new double[rounds];
    double[] several = new double[rounds];
    double[] ratios = new double[rounds];
    try (Simulation alone = Engines.EVENT.open(brain, 1);
        Simulation together = Engines.EVENT.open(brain, threads)) {
      for (int round = -WARM_UP; round < rounds; round++) {
        double ofOne = millis(alone, experiment);
        double ofSeveral = millis(together, experiment);
        if (round >= 0) {
          one[round] = ofOne;
          several[round] = ofSeveral;
          ratios[round] = ofOne / ofSeveral;
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s, %d trials: 1 thread %.1f ms, %d threads %.1f ms, ratio %.2f (%.2f to %.2f)%n",
        brain.name(),
        trials,
        Quantiles.median(one),
        threads,
        Quantiles.median(several),
        Quantiles.median(ratios),
        Quantiles.of(ratios, 0.25),
        Quantiles.of(ratios, 0.75));
  }

  private static double millis(Simulation simulation, Experiment experiment) throws IOException {
    SpikeCount spikes = new SpikeCount();
    long start = System.nanoTime();
    simulation.run(experiment, spikes, Progress.NONE);
    return (System.nanoTime() - start) / 1e6;
  }
}
