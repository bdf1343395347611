package flybrain.engine;

import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
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
  private final Neurons neurons;
  private final Connections connections;
  private Parameters parameters;
  private Propagator propagator;

  /// Of each neuron in mV, by index.
  private final double[] v;

  private final double[] g;

  /// First step at which a neuron is no longer refractory.
  private final int[] activeFrom;

  private final boolean[] driven;
  private final boolean[] cutOutgoing;
  private final boolean[] cutIncoming;
  private InputEvents input;
  private PendingChanges changes;

  /// Neurons that spiked at each of the last `delay` steps, the oldest first.
  private final Deque<List<Integer>> inFlight = new ArrayDeque<>();

  private int step;

  /// A trial at step 0.
  public ReferenceTrial(Connectome connectome, Experiment experiment, int trial) {
    this.neurons = connectome.neurons();
    this.connections = connectome.connections();
    this.v = new double[neurons.size()];
    this.g = new double[neurons.size()];
    this.activeFrom = new int[neurons.size()];
    this.driven = new boolean[neurons.size()];
    this.cutOutgoing = new boolean[neurons.size()];
    this.cutIncoming = new boolean[neurons.size()];
    this.parameters = experiment.parameters();
    this.propagator = Propagator.of(parameters);
    this.input = InputEvents.of(neurons, experiment, trial);
    this.changes = new PendingChanges(experiment.changes());
    begin(experiment);
  }

  private ReferenceTrial(ReferenceTrial other) {
    this.neurons = other.neurons;
    this.connections = other.connections;
    this.parameters = other.parameters;
    this.propagator = other.propagator;
    this.v = other.v.clone();
    this.g = other.g.clone();
    this.activeFrom = other.activeFrom.clone();
    this.driven = other.driven.clone();
    this.cutOutgoing = other.cutOutgoing.clone();
    this.cutIncoming = other.cutIncoming.clone();
    this.input = other.input.copy();
    this.changes = other.changes.copy();
    this.inFlight.addAll(other.inFlight);
    this.step = other.step;
  }

  @Override
  public void start(Experiment experiment, int trial) {
    parameters = experiment.parameters();
    propagator = Propagator.of(parameters);
    input = InputEvents.of(neurons, experiment, trial);
    changes = new PendingChanges(experiment.changes());
    begin(experiment);
  }

  private void begin(Experiment experiment) {
    step = 0;
    Arrays.fill(v, parameters.v0());
    Arrays.fill(g, 0);
    Arrays.fill(activeFrom, 0);
    inFlight.clear();
    for (int i = 0; i < parameters.delaySteps(); i++) {
      inFlight.add(List.of());
    }
    Arrays.fill(driven, false);
    experiment.driven().forEach(neuron -> driven[neuron] = true);
    silence(experiment.silence());
  }

  @Override
  public void advance(int steps, SpikeBlock spikes) throws IOException {
    for (int end = step + steps; step < end; step++) {
      changes.applyTo(this);
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
    double a = propagator.membraneDecay(1);
    double b = propagator.synapticDecay(1);
    double f = propagator.transfer(1);
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
        activeFrom[i] = step + parameters.refractorySteps(driven[i]);
      }
    }
    return spiking;
  }

  private void deliverSpikes(List<Integer> presynaptic) {
    for (int pre : presynaptic) {
      if (cutOutgoing[pre]) {
        continue;
      }
      for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
        int post = connections.target(c);
        if (step >= activeFrom[post] && !cutIncoming[post]) {
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
    Arrays.fill(cutOutgoing, false);
    Arrays.fill(cutIncoming, false);
    silence.neurons().stream()
        .forEach(neuron -> {
          cutOutgoing[neuron] = true;
          cutIncoming[neuron] = silence.mode() == Silence.Mode.BOTH;
        });
  }
}
