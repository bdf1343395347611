package flybrain.cli.compare;

import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.experiment.InputEvents;
import flybrain.model.Parameters;
import flybrain.model.Propagator;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;

/// A clock-driven engine into which faults can be planted that were seen in ports of the model;
/// without any it gives the spikes of `reference`.
final class PlantedEngine {
  /// A mistake in the model.
  enum Fault {
    /// Forward Euler in place of the exact solution.
    EULER,
    /// Input to a refractory neuron is added to g, not lost.
    ACCUMULATION,
    /// Every other input event is dropped.
    HALF_DRIVE,
    /// Driven neurons have a refractory period like any other.
    REFRACTORY_DRIVEN
  }

  private final Connectome brain;
  private final Connections connections;
  private final Experiment experiment;
  private final Parameters parameters;
  private final Set<Fault> faults;
  private final double[] v;
  private final double[] g;
  private final int[] activeFrom;
  private final int[] period;
  private final int[][] inFlight;

  /// Neurons that received input in the trial; all others rest.
  private final int[] reached;

  private final boolean[] isReached;
  private int reachedSize;
  private final double a;
  private final double b;
  private final double f;

  PlantedEngine(Connectome brain, Experiment experiment, Fault... faults) {
    this.brain = brain;
    this.connections = brain.connections();
    this.experiment = experiment;
    this.parameters = experiment.parameters();
    this.faults = EnumSet.noneOf(Fault.class);
    this.faults.addAll(Arrays.asList(faults));
    int neurons = connections.neurons();
    this.v = new double[neurons];
    this.g = new double[neurons];
    this.activeFrom = new int[neurons];
    this.period = new int[neurons];
    this.inFlight = new int[parameters.delaySteps()][];
    this.reached = new int[neurons];
    this.isReached = new boolean[neurons];
    Propagator exact = Propagator.of(parameters);
    boolean euler = has(Fault.EULER);
    this.a = euler ? 1 - parameters.dt() / parameters.tauM() : exact.membraneDecay(1);
    this.b = euler ? 1 - parameters.dt() / parameters.tauG() : exact.synapticDecay(1);
    this.f = euler ? parameters.dt() / parameters.tauM() : exact.transfer(1);
    Arrays.fill(period, parameters.refractorySteps());
    if (!has(Fault.REFRACTORY_DRIVEN)) {
      experiment.driven().forEach(neuron -> period[neuron] = 0);
    }
  }

  /// Simulates all trials.
  void run(SpikeSink sink) throws IOException {
    for (int trial = 0; trial < experiment.trials(); trial++) {
      Arrays.fill(v, 0);
      Arrays.fill(g, 0);
      Arrays.fill(activeFrom, 0);
      Arrays.fill(inFlight, new int[0]);
      Arrays.fill(isReached, false);
      reachedSize = 0;
      TrialSink spikes = sink.begin(trial);
      InputEvents input = InputEvents.of(brain.neurons(), experiment, trial);
      int event = 0;
      for (int step = 0; step < experiment.steps(); step++) {
        advance(step);
        int[] spiking = threshold(step);
        deliver(step, inFlight[step % inFlight.length]);
        for (; input.step() == step; input.next()) {
          boolean dropped = has(Fault.HALF_DRIVE) && event++ % 2 == 0;
          if (step >= activeFrom[input.neuron()] && !dropped) {
            reach(input.neuron());
            v[input.neuron()] += parameters.poissonKick();
          }
        }
        for (int neuron : spiking) {
          v[neuron] = parameters.vReset() - parameters.v0();
          g[neuron] = 0;
        }
        inFlight[step % inFlight.length] = spiking;
        int[] steps = new int[spiking.length];
        Arrays.fill(steps, step);
        spikes.spikes(steps, spiking, spiking.length);
      }
      spikes.end();
    }
  }

  /// v is counted from v0.
  private void advance(int step) {
    for (int k = 0; k < reachedSize; k++) {
      int i = reached[k];
      if (step >= activeFrom[i]) {
        v[i] = v[i] * a + g[i] * f;
        g[i] *= b;
      }
    }
  }

  private int[] threshold(int step) {
    double threshold = parameters.vThreshold() - parameters.v0();
    int[] spiking =
        IntStream.of(reached)
            .limit(reachedSize)
            .filter(i -> step >= activeFrom[i] && v[i] > threshold)
            .sorted()
            .toArray();
    for (int neuron : spiking) {
      activeFrom[neuron] = step + Math.max(1, period[neuron]);
    }
    return spiking;
  }

  private void deliver(int step, int[] presynaptic) {
    for (int pre : presynaptic) {
      for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
        int post = connections.target(c);
        reach(post);
        if (step >= activeFrom[post] || has(Fault.ACCUMULATION)) {
          g[post] += connections.weight(c) * parameters.wSyn();
        }
      }
    }
  }

  private void reach(int neuron) {
    if (!isReached[neuron]) {
      isReached[neuron] = true;
      reached[reachedSize++] = neuron;
    }
  }

  private boolean has(Fault fault) {
    return faults.contains(fault);
  }
}
