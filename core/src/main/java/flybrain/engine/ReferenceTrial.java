package flybrain.engine;

import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.InputEvents;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.model.Propagator;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// The model as it is specified, clock-driven: every neuron at every step. Slow and obvious; the
/// other engine is tested against it.
///
/// A step s has the order of Brian2's groups, thresholds, synapses and resets:
/// 1. Every neuron that is not refractory advances one step by the exact solution.
/// 2. Every neuron with v > v_th spikes.
/// 3. Spikes of step s - delay add their weights to g, Poisson events of step s add to v. What
///    reaches a neuron that is refractory or has just spiked is lost.
/// 4. Neurons that spiked are reset.
public final class ReferenceTrial implements Trial {
  private final Connectome connectome;
  private final Connections connections;
  private final Experiment experiment;
  private final Parameters parameters;
  private final double a;
  private final double b;
  private final double f;

  private final double[] v;
  private final double[] g;

  /// First step at which a neuron is no longer refractory.
  private final int[] activeFrom;

  private final boolean[] driven;
  private final boolean[] silenced;
  private boolean silencedHear;
  private InputEvents input;

  /// Neurons that spiked at each of the last `delay` steps, the oldest first.
  private final Deque<List<Integer>> inFlight = new ArrayDeque<>();

  private int step;

  public ReferenceTrial(Connectome connectome, Experiment experiment) {
    this.connectome = connectome;
    this.connections = connectome.connections();
    this.experiment = experiment;
    this.parameters = experiment.parameters();
    Propagator propagator = Propagator.of(parameters);
    this.a = propagator.membraneDecay(1);
    this.b = propagator.synapticDecay(1);
    this.f = propagator.transfer(1);
    int neurons = connections.neurons();
    this.v = new double[neurons];
    this.g = new double[neurons];
    this.activeFrom = new int[neurons];
    this.driven = new boolean[neurons];
    this.silenced = new boolean[neurons];
    this.input = InputEvents.of(connectome.neurons(), experiment, 0);
    start(0);
  }

  private ReferenceTrial(ReferenceTrial other) {
    this.connectome = other.connectome;
    this.connections = other.connections;
    this.experiment = other.experiment;
    this.parameters = other.parameters;
    this.a = other.a;
    this.b = other.b;
    this.f = other.f;
    this.v = other.v.clone();
    this.g = other.g.clone();
    this.activeFrom = other.activeFrom.clone();
    this.driven = other.driven.clone();
    this.silenced = other.silenced.clone();
    this.silencedHear = other.silencedHear;
    this.input = other.input.copy();
    this.inFlight.addAll(other.inFlight);
    this.step = other.step;
  }

  @Override
  public void start(int trial) {
    step = 0;
    Arrays.fill(v, parameters.v0());
    Arrays.fill(g, 0);
    Arrays.fill(activeFrom, 0);
    inFlight.clear();
    for (int i = 0; i < parameters.delaySteps(); i++) {
      inFlight.add(List.of());
    }
    input = InputEvents.of(connectome.neurons(), experiment, trial);
    Arrays.fill(driven, false);
    experiment.driven().forEach(neuron -> driven[neuron] = true);
    silence(experiment.silence());
  }

  @Override
  public void advance(int steps, SpikeBlock spikes) throws IOException {
    for (int end = step + steps; step < end; step++) {
      advanceNeurons();
      List<Integer> spiking = threshold();
      deliverSpikes(inFlight.remove());
      deliverInput();
      reset(spiking);
      inFlight.add(spiking);
      for (int neuron : spiking) {
        spikes.add(step, neuron);
      }
    }
  }

  private void advanceNeurons() {
    for (int i = 0; i < v.length; i++) {
      if (step >= activeFrom[i]) {
        v[i] = parameters.v0() + (v[i] - parameters.v0()) * a + g[i] * f;
        g[i] = g[i] * b;
      }
    }
  }

  /// The neurons that spike now; from here on they are refractory, for this step at least.
  private List<Integer> threshold() {
    List<Integer> spiking = new ArrayList<>();
    for (int i = 0; i < v.length; i++) {
      if (step >= activeFrom[i] && v[i] > parameters.vThreshold()) {
        spiking.add(i);
        int refractorySteps = driven[i] ? 0 : parameters.refractorySteps();
        activeFrom[i] = step + Math.max(1, refractorySteps);
      }
    }
    return spiking;
  }

  private void deliverSpikes(List<Integer> presynaptic) {
    for (int pre : presynaptic) {
      if (silenced[pre]) {
        continue;
      }
      for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
        int post = connections.target(c);
        boolean deaf = silenced[post] && !silencedHear;
        if (step >= activeFrom[post] && !deaf) {
          g[post] += connections.weight(c) * parameters.wSyn();
        }
      }
    }
  }

  private void deliverInput() {
    for (; input.step() == step; input.next()) {
      int neuron = input.neuron();
      if (step >= activeFrom[neuron]) {
        v[neuron] += parameters.poissonKick();
      }
    }
  }

  private void reset(List<Integer> spiking) {
    for (int neuron : spiking) {
      v[neuron] = parameters.vReset();
      g[neuron] = 0;
    }
  }

  @Override
  public int step() {
    return step;
  }

  @Override
  public double potential(int neuron) {
    return v[neuron];
  }

  @Override
  public double synapticInput(int neuron) {
    return g[neuron];
  }

  @Override
  public Trial copy() {
    return new ReferenceTrial(this);
  }

  @Override
  public void drive(List<Drive> drives) {
    input = input.changed(drives, step);
    Arrays.fill(driven, false);
    for (Drive drive : drives) {
      drive.neurons().stream().forEach(this::becomesDriven);
    }
  }

  private void becomesDriven(int neuron) {
    driven[neuron] = true;
    activeFrom[neuron] = Math.min(activeFrom[neuron], step);
  }

  @Override
  public void silence(Silence silence) {
    Arrays.fill(silenced, false);
    silence.neurons().stream().forEach(neuron -> silenced[neuron] = true);
    silencedHear = silence.mode() == Silence.Mode.OUTGOING;
  }
}
