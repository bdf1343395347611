package flybrain.engine;

import flybrain.connectome.Neurons;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.InputEvents;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The model, event-driven: time goes into deliveries and into neurons about to spike, and only at
/// high activity into every neuron at every step.
final class EventTrial implements Trial {
  private final Neurons neurons;
  private final EventNetwork network;
  private final Experiment experiment;
  private final ActivityMode mode;
  private final int delay;
  private final int refractorySteps;
  private final double resetHeight;

  /// First step at which a neuron is no longer refractory.
  private final int[] activeFrom;

  private final SparseStates sparse;
  private @Nullable DenseStates dense;

  /// Either of the two, the one that holds the present state.
  private NeuronStates states;

  /// Spikes of the last steps: of those under way, and of neurons that are refractory.
  private final SpikeHistory history;

  private final BitSet driven = new BitSet();
  private final BitSet mute = new BitSet();

  /// Neurons that receive no synaptic input.
  private int[] deaf = {};

  private InputEvents input;
  private int step;
  private int windowEnd;
  private long deliveries;

  EventTrial(Neurons neurons, EventNetwork network, Experiment experiment, ActivityMode mode) {
    this.neurons = neurons;
    this.network = network;
    this.experiment = experiment;
    this.mode = mode;
    Parameters parameters = network.parameters;
    this.delay = parameters.delaySteps();
    this.refractorySteps = Math.max(1, parameters.refractorySteps());
    this.resetHeight = parameters.vReset() - parameters.v0();
    this.activeFrom = new int[neurons.size()];
    this.sparse = new SparseStates(network, activeFrom);
    this.states = sparse;
    this.history = new SpikeHistory(Math.max(delay, refractorySteps));
    this.input = InputEvents.of(neurons, experiment, 0);
    begin();
  }

  private EventTrial(EventTrial other) {
    other.leaveDense();
    this.neurons = other.neurons;
    this.network = other.network;
    this.experiment = other.experiment;
    this.mode = other.mode;
    this.delay = other.delay;
    this.refractorySteps = other.refractorySteps;
    this.resetHeight = other.resetHeight;
    this.activeFrom = other.activeFrom.clone();
    this.sparse = new SparseStates(other.sparse, activeFrom);
    this.states = sparse;
    this.history = other.history.copy();
    this.driven.or(other.driven);
    this.mute.or(other.mute);
    this.deaf = other.deaf;
    this.input = other.input.copy();
    this.step = other.step;
    this.windowEnd = other.windowEnd;
    this.deliveries = other.deliveries;
  }

  @Override
  public void start(int trial) {
    input = InputEvents.of(neurons, experiment, trial);
    if (step > 0) {
      Arrays.fill(activeFrom, 0);
      sparse.clear();
      history.clear();
    }
    begin();
  }

  private void begin() {
    step = 0;
    windowEnd = mode.window();
    deliveries = 0;
    states = sparse;
    driven.clear();
    experiment.driven().forEach(driven::set);
    silence(experiment.silence());
  }

  @Override
  public void advance(int steps, SpikeBlock spikes) throws IOException {
    for (int end = step + steps; step < end; step++) {
      if (step == windowEnd) {
        chooseMode();
      }
      int count = states.threshold(step);
      int[] spiking = states.spiking();
      for (int k = 0; k < count; k++) {
        int neuron = spiking[k];
        activeFrom[neuron] = step + (driven.get(neuron) ? 1 : refractorySteps);
        spikes.add(step, neuron);
      }
      history.addStep(spiking, count);
      deliverSpikes();
      deliverInput();
      if (refractorySteps > 1) {
        endRefractoriness(step - refractorySteps + 1);
      }
      endRefractoriness(step);
    }
  }

  private void deliverSpikes() {
    long from = history.from(step - delay);
    long to = history.from(step - delay + 1);
    if (from == to) {
      return;
    }
    states.beginDeliveries(deaf);
    for (long k = from; k < to; k++) {
      int pre = history.neuron(k);
      if (!mute.get(pre)) {
        deliveries += network.connections.outDegree(pre);
        states.deliver(pre);
      }
    }
    states.endDeliveries(deaf);
  }

  private void deliverInput() {
    for (; input.step() == step; input.next()) {
      int neuron = input.neuron();
      if (step >= activeFrom[neuron]) {
        states.kick(neuron, network.parameters.poissonKick());
      }
    }
  }

  /// Resets the neurons that spiked at a step and whose refractory period ends after the present
  /// one.
  private void endRefractoriness(int ofStep) {
    long to = history.from(ofStep + 1);
    for (long k = history.from(ofStep); k < to; k++) {
      int neuron = history.neuron(k);
      if (activeFrom[neuron] == step + 1) {
        states.reset(neuron, resetHeight);
      }
    }
  }

  private void chooseMode() {
    boolean isDense = states != sparse;
    leaveDense();
    long hotTests = isDense ? (long) sparse.hotCount() * mode.window() : sparse.takeHotTested();
    boolean worthIt = mode.dense(isDense, deliveries, hotTests, activeFrom.length);
    if (worthIt && network.sumsFit()) {
      DenseStates all = dense == null ? new DenseStates(network, activeFrom) : dense;
      all.resume(sparse, step - 1);
      dense = all;
      states = all;
    }
    deliveries = 0;
    windowEnd = step + mode.window();
  }

  private void leaveDense() {
    if (states instanceof DenseStates all) {
      all.handOver(sparse);
      states = sparse;
    }
  }

  @Override
  public int step() {
    return step;
  }

  @Override
  public double potential(int neuron) {
    if (activeFrom[neuron] > step) {
      return network.parameters.vReset();
    }
    leaveDense();
    return network.parameters.v0() + sparse.height(neuron);
  }

  @Override
  public double synapticInput(int neuron) {
    if (activeFrom[neuron] > step) {
      return 0;
    }
    leaveDense();
    return sparse.synapticInput(neuron);
  }

  @Override
  public Trial copy() {
    return new EventTrial(this);
  }

  @Override
  public void drive(List<Drive> drives) {
    input = input.changed(drives, step);
    driven.clear();
    for (Drive drive : drives) {
      drive.neurons().stream().forEach(this::becomesDriven);
    }
  }

  private void becomesDriven(int neuron) {
    driven.set(neuron);
    if (activeFrom[neuron] > step) {
      activeFrom[neuron] = step;
      states.reset(neuron, resetHeight);
    }
  }

  @Override
  public void silence(Silence silence) {
    mute.clear();
    silence.neurons().stream().forEach(mute::set);
    boolean both = silence.mode() == Silence.Mode.BOTH;
    deaf = both ? mute.stream().toArray() : new int[0];
  }
}
