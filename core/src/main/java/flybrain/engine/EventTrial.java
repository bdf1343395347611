package flybrain.engine;

import flybrain.connectome.Connections;
import flybrain.connectome.Neurons;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.InputEvents;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// The model, event-driven: work is done for deliveries and for neurons about to spike, not for
/// every neuron at every step.
///
/// The state of a neuron is kept in [ScaledModes], constant between deliveries. Only neurons on the
/// hot list are compared with the threshold at each step; every other neuron is known not to spike
/// without further input. With c the peak of f, the voltage of a neuron never rises above `max(u,
/// (1 - c) u + c g, c g)` by itself: the highest future voltage is a convex function of (u, g) that
/// grows in proportion to it, so it lies below the chords between directions for which it is known.
/// Those are u = g (u falls from there on: 1), g alone (c), and u alone below rest (0). Deliveries
/// leave u alone and need only the last two tests.
///
/// Deliveries to refractory neurons are added like all others and wiped out at the end of the
/// refractory period: that costs two writes a spike instead of a look-up a delivery.
public final class EventTrial implements Trial {
  /// Covers the rounding of a bound, so that no neuron is dropped that would just reach threshold.
  private static final double MARGIN = 1 - 1e-9;

  private final Neurons neurons;
  private final EventNetwork network;
  private final Experiment experiment;
  private final ScaledModes modes;
  private final int delay;
  private final int refractorySteps;
  private final double resetHeight;

  /// X and Y of each neuron in turn.
  private final double[] state;

  private int base;

  /// First step at which a neuron is no longer refractory.
  private final int[] activeFrom;

  private final boolean[] isHot;
  private int[] hot;
  private int hotCount;
  private int[] spiking = new int[64];
  private final SpikeHistory history;

  private final BitSet driven = new BitSet();
  private BitSet mute = new BitSet();

  /// Neurons that receive no synaptic input, and room for their state during deliveries.
  private int[] deaf = {};

  private double[] deafState = {};
  private InputEvents input;
  private int step;

  EventTrial(Neurons neurons, EventNetwork network, Experiment experiment) {
    this.neurons = neurons;
    this.network = network;
    this.experiment = experiment;
    this.modes = network.modes;
    Parameters parameters = network.parameters;
    this.delay = parameters.delaySteps();
    this.refractorySteps = Math.max(1, parameters.refractorySteps());
    this.resetHeight = parameters.vReset() - parameters.v0();
    this.state = new double[2 * neurons.size()];
    this.activeFrom = new int[neurons.size()];
    this.isHot = new boolean[neurons.size()];
    this.hot = new int[256];
    this.history = new SpikeHistory(Math.max(delay, refractorySteps));
    this.input = InputEvents.of(neurons, experiment, 0);
    start(0);
  }

  private EventTrial(EventTrial other) {
    this.neurons = other.neurons;
    this.network = other.network;
    this.experiment = other.experiment;
    this.modes = other.modes;
    this.delay = other.delay;
    this.refractorySteps = other.refractorySteps;
    this.resetHeight = other.resetHeight;
    this.state = other.state.clone();
    this.base = other.base;
    this.activeFrom = other.activeFrom.clone();
    this.isHot = other.isHot.clone();
    this.hot = other.hot.clone();
    this.hotCount = other.hotCount;
    this.history = other.history.copy();
    this.driven.or(other.driven);
    this.mute.or(other.mute);
    this.deaf = other.deaf;
    this.deafState = other.deafState.clone();
    this.input = other.input.copy();
    this.step = other.step;
  }

  @Override
  public void start(int trial) {
    step = 0;
    base = 0;
    Arrays.fill(state, 0);
    Arrays.fill(activeFrom, 0);
    Arrays.fill(isHot, false);
    hotCount = 0;
    history.clear();
    input = InputEvents.of(neurons, experiment, trial);
    driven.clear();
    experiment.driven().forEach(driven::set);
    silence(experiment.silence());
  }

  @Override
  public void advance(int steps, SpikeBlock spikes) throws IOException {
    for (int end = step + steps; step < end; step++) {
      if (step - base == modes.length) {
        modes.rebase(state);
        base = step;
      }
      int count = thresholdHot();
      for (int k = 0; k < count; k++) {
        spikes.add(step, spiking[k]);
      }
      history.addStep(spiking, count);
      deliverSpikes();
      deliverInput();
      endRefractoriness(step - refractorySteps + 1);
      endRefractoriness(step);
    }
  }

  /// Finds the hot neurons that spike now, in ascending order in `spiking`, and drops from the hot
  /// list those that cannot spike any more without input.
  private int thresholdHot() {
    int n = step - base;
    double p = modes.p[n];
    double q = modes.q[n];
    double b = modes.b[n];
    double threshold = network.threshold;
    double peak = network.peak;
    int kept = 0;
    int count = 0;
    for (int k = 0; k < hotCount; k++) {
      int neuron = hot[k];
      double x = state[2 * neuron];
      double y = state[2 * neuron + 1];
      double u = p * x + q * y;
      double g = b * y;
      if (u > threshold) {
        isHot[neuron] = false;
        count = spike(neuron, count);
      } else if (peak * g + Math.max(0, (1 - peak) * u) > MARGIN * threshold) {
        hot[kept++] = neuron;
      } else {
        isHot[neuron] = false;
      }
    }
    hotCount = kept;
    if (count > 1) {
      Arrays.sort(spiking, 0, count);
    }
    return count;
  }

  private int spike(int neuron, int count) {
    if (count == spiking.length) {
      spiking = Arrays.copyOf(spiking, 2 * count);
    }
    spiking[count] = neuron;
    state[2 * neuron] = 0;
    state[2 * neuron + 1] = 0;
    activeFrom[neuron] = step + (driven.get(neuron) ? 1 : refractorySteps);
    return count + 1;
  }

  private void deliverSpikes() {
    long from = history.from(step - delay);
    long to = history.from(step - delay + 1);
    if (from == to) {
      return;
    }
    saveDeaf();
    Connections connections = network.connections;
    for (long k = from; k < to; k++) {
      int pre = history.neuron(k);
      if (mute.get(pre)) {
        continue;
      }
      int first = connections.rowStart(pre);
      int end = connections.rowStart(pre + 1);
      if (network.onlyInhibits(pre)) {
        inhibit(first, end);
      } else {
        excite(first, end);
      }
    }
    restoreDeaf();
  }

  private void inhibit(int first, int end) {
    MemorySegment targets = network.connections.targets();
    MemorySegment weights = network.connections.weights();
    double[] state = this.state;
    double x = network.parameters.wSyn() * modes.x[step - base];
    double y = network.parameters.wSyn() * modes.y[step - base];
    for (int c = first; c < end; c++) {
      int i = 2 * targets.getAtIndex(Connections.INT, c);
      double w = weights.getAtIndex(Connections.INT, c);
      state[i] += w * x;
      state[i + 1] += w * y;
    }
  }

  private void excite(int first, int end) {
    MemorySegment targets = network.connections.targets();
    MemorySegment weights = network.connections.weights();
    double[] state = this.state;
    int n = step - base;
    double x = network.parameters.wSyn() * modes.x[n];
    double y = network.parameters.wSyn() * modes.y[n];
    double boundX = (1 - network.peak) * modes.p[n];
    double boundY = (1 - network.peak) * modes.q[n] + network.peak * modes.b[n];
    double limit = MARGIN * network.threshold;
    double limitY = limit / (network.peak * modes.b[n]);
    for (int c = first; c < end; c++) {
      int post = targets.getAtIndex(Connections.INT, c);
      double w = weights.getAtIndex(Connections.INT, c);
      double stateX = state[2 * post] + w * x;
      double stateY = state[2 * post + 1] + w * y;
      state[2 * post] = stateX;
      state[2 * post + 1] = stateY;
      if (boundX * stateX + boundY * stateY > limit || stateY > limitY) {
        heat(post);
      }
    }
  }

  private void heat(int neuron) {
    if (!isHot[neuron] && step >= activeFrom[neuron]) {
      isHot[neuron] = true;
      if (hotCount == hot.length) {
        hot = Arrays.copyOf(hot, 2 * hotCount);
      }
      hot[hotCount++] = neuron;
    }
  }

  private void saveDeaf() {
    for (int k = 0; k < deaf.length; k++) {
      deafState[2 * k] = state[2 * deaf[k]];
      deafState[2 * k + 1] = state[2 * deaf[k] + 1];
    }
  }

  private void restoreDeaf() {
    for (int k = 0; k < deaf.length; k++) {
      state[2 * deaf[k]] = deafState[2 * k];
      state[2 * deaf[k] + 1] = deafState[2 * k + 1];
    }
  }

  private void deliverInput() {
    for (; input.step() == step; input.next()) {
      int neuron = input.neuron();
      if (step >= activeFrom[neuron]) {
        state[2 * neuron] += network.parameters.poissonKick() * modes.unit[step - base];
        heat(neuron);
      }
    }
  }

  /// Resets the neurons that spiked at a step and whose refractory period ends after this one.
  private void endRefractoriness(int ofStep) {
    long to = history.from(ofStep + 1);
    for (long k = history.from(ofStep); k < to; k++) {
      int neuron = history.neuron(k);
      if (activeFrom[neuron] == step + 1) {
        release(neuron, step);
      }
    }
  }

  /// Puts a neuron at its reset potential as of a step.
  private void release(int neuron, int asOfStep) {
    state[2 * neuron] = resetHeight * modes.unit[asOfStep - base];
    state[2 * neuron + 1] = 0;
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
    int n = Math.max(0, step - 1 - base);
    double u = modes.p[n] * state[2 * neuron] + modes.q[n] * state[2 * neuron + 1];
    return network.parameters.v0() + u;
  }

  @Override
  public double synapticInput(int neuron) {
    if (activeFrom[neuron] > step) {
      return 0;
    }
    return modes.b[Math.max(0, step - 1 - base)] * state[2 * neuron + 1];
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
      release(neuron, step - 1);
    }
  }

  @Override
  public void silence(Silence silence) {
    mute = new BitSet();
    silence.neurons().stream().forEach(mute::set);
    boolean both = silence.mode() == Silence.Mode.BOTH;
    deaf = both ? mute.stream().toArray() : new int[0];
    deafState = new double[2 * deaf.length];
  }
}
