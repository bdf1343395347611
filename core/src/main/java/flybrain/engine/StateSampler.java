package flybrain.engine;

import flybrain.states.StateSink;
import flybrain.states.TrialStates;
import java.io.IOException;

/// Reads v and g of some neurons of one trial at fixed times and hands them on. What is read
/// changes nothing in the trial.
final class StateSampler {
  private final int every;
  private final int[] neurons;
  private final double[] v;
  private final double[] g;
  private final TrialStates trialStates;
  private int next;
  private long nanos;

  StateSampler(StateSink sink, int trial) throws IOException {
    this.every = sink.every();
    this.neurons = sink.neurons();
    this.v = new double[neurons.length];
    this.g = new double[neurons.length];
    this.trialStates = sink.begin(trial);
  }

  /// Takes a sample if one is due at the present step; returns the step of the next.
  int sample(Trial trial) throws IOException {
    if (trial.step() == next) {
      long start = System.nanoTime();
      for (int k = 0; k < neurons.length; k++) {
        v[k] = trial.potential(neurons[k]);
        g[k] = trial.synapticInput(neurons[k]);
      }
      trialStates.states(next, v, g);
      next += every;
      nanos += System.nanoTime() - start;
    }
    return next;
  }

  /// Ends the trial.
  void end() throws IOException {
    long start = System.nanoTime();
    trialStates.end();
    nanos += System.nanoTime() - start;
  }

  /// Time spent here for this trial, in ns.
  long nanos() {
    return nanos;
  }
}
