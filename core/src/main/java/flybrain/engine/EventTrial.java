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
///
/// A step does what it does in [ReferenceTrial], in the same order: thresholds, spikes of step -
/// delay, input events, resets. The state of a neuron is cleared when it spikes and set when its
/// refractory period ends, so what reached it in between is lost, as it must be. Steps at which
/// nothing can happen are skipped.
final class EventTrial implements Trial {
  /// Spikes that arrive at a step from which on their rows are read ahead; of fewer, most are in
  /// the cache.
  private static final int MANY = 64;

  /// For how many spikes is read ahead: their rows fit the first cache.
  private static final int AHEAD = 24;

  private final EventBrain brain;
  private final ActivityMode mode;

  private Experiment experiment;
  private EventModel model;
  private LearntCeilings learnt;

  private final NeuronTable table;

  /// The neurons that have spiked, each once.
  private int[] fired = new int[64];

  private int firedCount;

  private final SparseStates sparse;
  private @Nullable DenseStates dense;

  /// Either of the two, the one that holds the present state.
  private NeuronStates states;

  /// The spikes that are under way, by [sender][NeuronStates#sender].
  private SpikeHistory history;

  /// The neurons that are refractory for longer than the step of their spike.
  private SpikeHistory refractory;

  /// Neurons that spiked at the present step and are refractory during it only.
  private int[] ready = new int[64];

  private int readyCount;

  /// Indices of the neurons driven at step 0, and of the ones driven now.
  private int[] drivenAtStart;

  private int[] driven = {};

  private Silence silence = Silence.NONE;

  /// Whether the spikes of some neurons reach no other.
  private boolean someCut;

  /// Neurons that receive no synaptic input.
  private int[] cutIncoming = {};

  private InputEvents input;
  private PendingChanges changes;
  private int step;
  private int windowEnd;
  private long deliveries;

  /// Without meaning. The compiler would leave out reads on which nothing depends.
  @SuppressWarnings("UnusedVariable")
  private double lastRead;

  /// A trial at step 0.
  EventTrial(EventBrain brain, ActivityMode mode, Experiment experiment, int trial) {
    this.brain = brain;
    this.mode = mode;
    this.experiment = experiment;
    this.model = brain.model(experiment.parameters());
    this.drivenAtStart = experiment.driven().toArray();
    this.learnt = learnt();
    this.table = new NeuronTable(brain.neurons.size());
    this.sparse = new SparseStates(brain, model, table);
    this.states = sparse;
    this.history = new SpikeHistory(model.delay);
    this.refractory = new SpikeHistory(model.refractorySteps);
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
    this.table = other.table.copy();
    this.fired = other.fired.clone();
    this.firedCount = other.firedCount;
    this.sparse = new SparseStates(other.sparse, table);
    if (other.states instanceof DenseStates all) {
      this.dense = new DenseStates(brain, all, sparse, table);
      this.states = dense;
    } else {
      this.states = sparse;
    }
    this.history = other.history.copy();
    this.refractory = other.refractory.copy();
    this.drivenAtStart = other.drivenAtStart;
    this.driven = other.driven;
    this.silence = other.silence;
    this.someCut = other.someCut;
    this.cutIncoming = other.cutIncoming;
    this.input = other.input.copy();
    this.changes = other.changes.copy();
    this.step = other.step;
    this.windowEnd = other.windowEnd;
    this.deliveries = other.deliveries;
  }

  @Override
  public void start(Experiment newExperiment, int trial) {
    for (int k = 0; k < firedCount; k++) {
      table.setActiveFrom(fired[k], 0);
    }
    history.clear();
    refractory.clear();
    if (!newExperiment.equals(experiment)) {
      use(newExperiment);
    }
    input = InputEvents.of(brain.neurons, experiment, trial);
    changes = new PendingChanges(experiment.changes());
    begin();
  }

  private void use(Experiment newExperiment) {
    experiment = newExperiment;
    EventModel before = model;
    model = brain.model(newExperiment.parameters());
    drivenAtStart = experiment.driven().toArray();
    learnt = learnt();
    if (model != before) {
      history = new SpikeHistory(model.delay);
      refractory = new SpikeHistory(model.refractorySteps);
    }
  }

  private LearntCeilings learnt() {
    BitSet drivenFirst = new BitSet();
    for (int neuron : drivenAtStart) {
      drivenFirst.set(neuron);
    }
    return brain.learnt(experiment.parameters(), drivenFirst);
  }

  private void begin() {
    step = 0;
    firedCount = 0;
    windowEnd = mode.window();
    deliveries = 0;
    setDriven(drivenAtStart);
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
      readyCount = 0;
      for (int k = 0; k < count; k++) {
        spike(spiking[k]);
        spikes.add(step, spiking[k]);
      }
      history.endStep();
      refractory.endStep();
      deliverSpikes();
      deliverInput();
      endRefractoriness();
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
      next = Math.min(next, refractory.nextOfAge(model.refractorySteps - 1));
      if (next > step) {
        states.skipTo(next - 1);
        history.skipTo(next);
        refractory.skipTo(next);
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
    boolean many = to - from >= MANY;
    long end;
    for (long begin = from; begin < to; begin = end) {
      end = many ? Math.min(to, begin + AHEAD) : to;
      if (many) {
        readAhead(begin, end);
      }
      for (long k = begin; k < end; k++) {
        int sender = history.get(k);
        if (!someCut || !table.isCutOutgoing(sparse.presynaptic(sender))) {
          deliveries += states.deliver(sender);
        }
      }
    }
    states.endDeliveries(cutIncoming);
  }

  private void readAhead(long from, long to) {
    double sum = 0;
    for (long k = from; k < to; k++) {
      sum += states.readAhead(history.get(k));
    }
    lastRead = sum;
  }

  private void deliverInput() {
    for (; input.step() == step; input.next()) {
      int neuron = input.neuron();
      if (step >= table.activeFrom(neuron)) {
        states.kick(neuron, model.poissonKick);
      }
    }
  }

  private void spike(int neuron) {
    if (table.activeFrom(neuron) == 0) {
      addFired(neuron);
    }
    history.add(states.sender(neuron));
    if (model.refractorySteps == 1 || table.isDriven(neuron)) {
      table.setActiveFrom(neuron, step + 1);
      addReady(neuron);
    } else {
      table.setActiveFrom(neuron, step + model.refractorySteps);
      refractory.add(neuron);
    }
  }

  private void addReady(int neuron) {
    if (readyCount == ready.length) {
      ready = Arrays.copyOf(ready, 2 * readyCount);
    }
    ready[readyCount++] = neuron;
  }

  /// Resets the neurons whose refractory period ends after the present step.
  private void endRefractoriness() {
    for (int k = 0; k < readyCount; k++) {
      states.reset(ready[k], model.resetHeight);
    }
    int ofStep = step - model.refractorySteps + 1;
    long to = refractory.from(ofStep + 1);
    for (long k = refractory.from(ofStep); k < to; k++) {
      int neuron = refractory.get(k);
      // It may have become driven meanwhile.
      if (table.activeFrom(neuron) == step + 1) {
        states.reset(neuron, model.resetHeight);
      }
    }
  }

  private void chooseMode() {
    boolean isDense = states != sparse;
    boolean worthIt = mode.dense(isDense, deliveries, table.neurons()) && brain.sumsFit();
    if (states instanceof DenseStates all && !worthIt) {
      all.handOver();
      states = sparse;
    } else if (worthIt && !isDense) {
      DenseStates all = dense == null ? new DenseStates(brain, model, sparse, table) : dense;
      all.resume(model, step - 1);
      dense = all;
      states = all;
      learnt.crowd();
    }
    deliveries = 0;
    windowEnd = step + mode.window();
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
    return table.activeFrom(neuron) > step ? model.vReset : model.v0 + states.height(neuron);
  }

  @Override
  public double synapticInput(int neuron) {
    return table.activeFrom(neuron) > step ? 0 : states.synapticInput(neuron);
  }

  @Override
  public Trial copy() {
    return new EventTrial(this);
  }

  @Override
  public void drive(List<Drive> drives) {
    input = input.changed(drives, step);
    setDriven(drives.stream().flatMapToInt(drive -> drive.neurons().stream()).distinct().toArray());
    for (int neuron : driven) {
      if (table.activeFrom(neuron) > step) {
        table.setActiveFrom(neuron, step);
        states.reset(neuron, model.resetHeight);
      }
    }
  }

  private void setDriven(int[] neurons) {
    for (int neuron : driven) {
      table.setDriven(neuron, false);
    }
    for (int neuron : neurons) {
      table.setDriven(neuron, true);
    }
    driven = neurons;
  }

  @Override
  public void silence(Silence newSilence) {
    silence.neurons().stream().forEach(neuron -> table.setCutOutgoing(neuron, false));
    newSilence.neurons().stream().forEach(neuron -> table.setCutOutgoing(neuron, true));
    silence = newSilence;
    someCut = !silence.neurons().isEmpty();
    boolean both = silence.mode() == Silence.Mode.BOTH;
    cutIncoming = both ? silence.neurons().stream().toArray() : new int[0];
  }
}
