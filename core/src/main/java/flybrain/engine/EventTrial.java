package flybrain.engine;

import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.InputEvents;
import flybrain.experiment.Silence;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The model, event-driven: time goes into deliveries and into neurons about to spike, and only at
/// high activity into every neuron at every step.
final class EventTrial implements Trial {
  private final EventBrain brain;
  private final ActivityMode mode;

  private Experiment experiment;
  private EventModel model;
  private LearntCeilings learnt;

  /// First step at which a neuron is no longer refractory; 0 for one that has not spiked.
  private final int[] activeFrom;

  /// The neurons that have spiked, each once.
  private int[] fired = new int[64];

  private int firedCount;

  private final SparseStates sparse;
  private @Nullable DenseStates dense;

  /// Either of the two, the one that holds the present state.
  private NeuronStates states;

  /// Spikes of the last steps: of those under way, and of neurons that are refractory.
  private SpikeHistory history;

  private final BitSet driven = new BitSet();

  /// Neurons whose spikes reach no other.
  private final BitSet cutOutgoing = new BitSet();

  /// Neurons that receive no synaptic input.
  private int[] cutIncoming = {};

  private InputEvents input;
  private PendingChanges changes;
  private int step;
  private int windowEnd;
  private long deliveries;

  /// A trial at step 0.
  EventTrial(EventBrain brain, ActivityMode mode, Experiment experiment, int trial) {
    this.brain = brain;
    this.mode = mode;
    this.experiment = experiment;
    this.model = brain.model(experiment.parameters());
    this.learnt = learnt();
    this.activeFrom = new int[brain.neurons.size()];
    this.sparse = new SparseStates(brain, model, activeFrom);
    this.states = sparse;
    this.history = new SpikeHistory(stepsBack());
    this.input = InputEvents.of(brain.neurons, experiment, trial);
    this.changes = new PendingChanges(experiment.changes());
    begin();
  }

  private EventTrial(EventTrial other) {
    this.brain = other.brain;
    this.mode = other.mode;
    this.experiment = other.experiment;
    this.model = other.model;
    this.learnt = other.learnt;
    this.activeFrom = other.activeFrom.clone();
    this.fired = other.fired.clone();
    this.firedCount = other.firedCount;
    this.sparse = new SparseStates(other.sparse, activeFrom);
    if (other.states instanceof DenseStates all) {
      this.dense = new DenseStates(brain, all, activeFrom);
      this.states = dense;
    } else {
      this.states = sparse;
    }
    this.history = other.history.copy();
    this.driven.or(other.driven);
    this.cutOutgoing.or(other.cutOutgoing);
    this.cutIncoming = other.cutIncoming;
    this.input = other.input.copy();
    this.changes = other.changes.copy();
    this.step = other.step;
    this.windowEnd = other.windowEnd;
    this.deliveries = other.deliveries;
  }

  @Override
  public void start(Experiment newExperiment, int trial) {
    Arrays.stream(fired, 0, firedCount).forEach(neuron -> activeFrom[neuron] = 0);
    history.clear();
    if (!newExperiment.equals(experiment)) {
      use(newExperiment);
    }
    input = InputEvents.of(brain.neurons, experiment, trial);
    changes = new PendingChanges(experiment.changes());
    begin();
  }

  private void use(Experiment newExperiment) {
    int before = stepsBack();
    experiment = newExperiment;
    model = brain.model(newExperiment.parameters());
    learnt = learnt();
    if (stepsBack() != before) {
      history = new SpikeHistory(stepsBack());
    }
  }

  private LearntCeilings learnt() {
    BitSet drivenFirst = new BitSet();
    experiment.driven().forEach(drivenFirst::set);
    return brain.learnt(experiment.parameters(), drivenFirst);
  }

  private int stepsBack() {
    return Math.max(model.delay, model.refractorySteps);
  }

  private void begin() {
    step = 0;
    firedCount = 0;
    windowEnd = mode.window();
    deliveries = 0;
    driven.clear();
    experiment.driven().forEach(driven::set);
    sparse.start(model, learnt, driven);
    states = sparse;
    silence(experiment.silence());
  }

  @Override
  public void advance(int steps, SpikeBlock spikes) throws IOException {
    int end = step + steps;
    while (step < end) {
      changes.applyTo(this);
      if (step == windowEnd) {
        chooseMode();
      }
      int count = states.threshold(step);
      int[] spiking = states.spiking();
      for (int k = 0; k < count; k++) {
        int neuron = spiking[k];
        if (activeFrom[neuron] == 0) {
          addFired(neuron);
        }
        activeFrom[neuron] = step + (driven.get(neuron) ? 1 : model.refractorySteps);
        spikes.add(step, neuron);
      }
      history.addStep(spiking, count);
      deliverSpikes();
      deliverInput();
      endRefractoriness(spiking, count);
      step++;
      skipIdleSteps(end);
    }
    if (step >= experiment.steps()) {
      sparse.share();
    }
  }

  /// Goes on to the next step at which anything can happen.
  private void skipIdleSteps(int end) {
    int next = Math.min(states.idleUntil(), Math.min(end, windowEnd));
    if (next > step) {
      next = Math.min(next, Math.min(input.step(), changes.step()));
      next = Math.min(next, history.nextOfAge(model.delay));
      next = Math.min(next, history.nextOfAge(model.refractorySteps - 1));
      if (next > step) {
        states.skipTo(next - 1);
        history.skipTo(next);
        step = next;
      }
    }
  }

  private void addFired(int neuron) {
    if (firedCount == fired.length) {
      fired = Arrays.copyOf(fired, 2 * firedCount);
    }
    fired[firedCount++] = neuron;
  }

  private void deliverSpikes() {
    long from = history.from(step - model.delay);
    long to = history.from(step - model.delay + 1);
    if (from == to) {
      return;
    }
    states.beginDeliveries(cutIncoming);
    for (long k = from; k < to; k++) {
      int pre = history.neuron(k);
      if (!cutOutgoing.get(pre)) {
        deliveries += states.deliver(pre);
      }
    }
    states.endDeliveries(cutIncoming);
  }

  private void deliverInput() {
    for (; input.step() == step; input.next()) {
      int neuron = input.neuron();
      if (step >= activeFrom[neuron]) {
        states.kick(neuron, model.poissonKick);
      }
    }
  }

  /// Resets the neurons whose refractory period ends after the present step: driven ones that
  /// spiked at it, others that spiked as long ago as the period lasts.
  ///
  /// @param spiking neurons that spiked at the present step, of which the first `count` count
  private void endRefractoriness(int[] spiking, int count) {
    for (int k = 0; k < count; k++) {
      endRefractoriness(spiking[k]);
    }
    if (model.refractorySteps > 1) {
      int ofStep = step - model.refractorySteps + 1;
      long to = history.from(ofStep + 1);
      for (long k = history.from(ofStep); k < to; k++) {
        endRefractoriness(history.neuron(k));
      }
    }
  }

  private void endRefractoriness(int neuron) {
    if (activeFrom[neuron] == step + 1) {
      states.reset(neuron, model.resetHeight);
    }
  }

  private void chooseMode() {
    boolean isDense = states != sparse;
    leaveDense();
    boolean worthIt = mode.dense(isDense, deliveries, activeFrom.length);
    if (worthIt && brain.sumsFit()) {
      DenseStates all = dense == null ? new DenseStates(brain, model, activeFrom) : dense;
      all.resume(model, sparse, step - 1);
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

  /// The states of single neurons, which are not up to date while all are simulated at each step.
  SparseStates sparse() {
    return sparse;
  }

  @Override
  public int step() {
    return step;
  }

  @Override
  public double potential(int neuron) {
    return activeFrom[neuron] > step ? model.vReset : model.v0 + states.height(neuron);
  }

  @Override
  public double synapticInput(int neuron) {
    return activeFrom[neuron] > step ? 0 : states.synapticInput(neuron);
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
      states.reset(neuron, model.resetHeight);
    }
  }

  @Override
  public void silence(Silence silence) {
    cutOutgoing.clear();
    silence.neurons().stream().forEach(cutOutgoing::set);
    boolean both = silence.mode() == Silence.Mode.BOTH;
    cutIncoming = both ? cutOutgoing.stream().toArray() : new int[0];
  }
}
