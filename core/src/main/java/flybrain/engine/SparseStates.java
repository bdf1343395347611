package flybrain.engine;

import java.util.Arrays;

/// States on which only deliveries and neurons about to spike cost time.
///
/// In a lazy trial only awake neurons have a state, and deliveries go to them alone. All others are
/// certain to stay below the threshold ([DormantNeurons]). Where that certainty ends, a neuron
/// wakes before the spike that ends it is delivered: its state is computed from [DormantStates], by
/// the same additions in the same order as if it had been awake. Where nothing is known yet, a
/// trial becomes lazy when it has seen enough; before, all neurons are awake that input reaches.
final class SparseStates implements NeuronStates {
  /// Remembered spikes at most; with more, all neurons wake.
  private static final int MOST_REMEMBERED = 1 << 22;

  /// How often each row was delivered on average before a trial becomes lazy.
  private static final long ENOUGH = 4;

  /// Dormant neurons that are looked at in a trial; with more, all wake.
  private static final int MOST_LOOKED_AT = 32;

  private final EventBrain brain;
  private EventModel model;
  private final AwakeNeurons awake;
  private final AwakeRows rows;
  private final AwakeStates states;
  private final DormantNeurons dormant;
  private final PresynapticTraces traces;
  private final IncomingConnections incoming;
  private final ConnectionRow source;
  private final HeldStates held = new HeldStates();
  private final DormantStates past;

  private LearntCeilings learnt = new LearntCeilings();

  /// Whether nothing was known from other trials.
  private boolean first = true;

  /// Whether neurons may be dormant.
  private boolean lazy;

  /// Whether the traces hold all spikes of the trial.
  private boolean tracing;

  /// Whether the past deliveries are all that can still be felt.
  private boolean remembering;

  private int lookedAt;
  private long delivered;

  SparseStates(EventBrain brain, EventModel model, NeuronTable table) {
    this.brain = brain;
    this.model = model;
    this.awake = new AwakeNeurons(table);
    this.rows = new AwakeRows(brain, model, awake, table);
    this.states = new AwakeStates(model, awake, table);
    this.dormant = new DormantNeurons(brain, awake);
    this.traces = new PresynapticTraces(model);
    this.source = new ConnectionRow(brain.connections);
    this.incoming = new IncomingConnections(brain, awake, rows);
    this.past = new DormantStates(brain, rows, incoming);
  }

  /// A copy, of what was learnt too, with a copy of the table of the trial.
  SparseStates(SparseStates other, NeuronTable table) {
    this.brain = other.brain;
    this.model = other.model;
    this.awake = new AwakeNeurons(other.awake, table);
    this.rows = new AwakeRows(other.rows, awake, table);
    this.states = new AwakeStates(other.states, awake, table);
    this.dormant = new DormantNeurons(other.dormant, brain, awake);
    this.traces = new PresynapticTraces(other.traces);
    this.source = new ConnectionRow(brain.connections);
    this.incoming = new IncomingConnections(other.incoming, brain, awake, rows);
    this.past = new DormantStates(other.past, brain, rows, incoming);
    this.learnt = other.learnt;
    this.first = other.first;
    this.lazy = other.lazy;
    this.tracing = other.tracing;
    this.remembering = other.remembering;
    this.lookedAt = other.lookedAt;
    this.delivered = other.delivered;
  }

  /// Puts all neurons to rest, before step 0.
  ///
  /// @param newLearnt what is known about such trials
  /// @param driven the neurons with input events
  void start(EventModel newModel, LearntCeilings newLearnt, int[] driven) {
    LearntCeilings.Snapshot snapshot = newLearnt.snapshot();
    if (newLearnt != learnt || first || !(lazy || awake.areInOrder())) {
      forget(newModel);
    }
    learnt = newLearnt;
    model = newModel;
    first = snapshot.isEmpty();
    lazy = !first && !learnt.isCrowded();
    tracing = !learnt.isCrowded();
    remembering = tracing;
    lookedAt = 0;
    delivered = 0;
    states.start(model);
    traces.rest(rows.count(), first);
    past.clear();
    if (learnt.isCrowded() && !awake.areInOrder()) {
      putInOrder();
    }
    if (lazy) {
      dormant.expect(snapshot, rows, traces);
      wake(dormant.takeDrowsy());
      wake(driven);
    }
  }

  private void forget(EventModel newModel) {
    awake.clear();
    rows.clear(newModel);
    traces.clear(newModel);
    dormant.clear(newModel);
    incoming.clear();
  }

  /// Lets other trials know the ceilings of this one.
  void share() {
    if (traces.takeRaised()) {
      learnt.add(traces.snapshot(rows));
    }
  }

  /// Writes X and Y of all neurons, by neuron, and returns their base step.
  int store(double[] xs, double[] ys) {
    Arrays.fill(xs, 0);
    Arrays.fill(ys, 0);
    if (lazy) {
      past.states(xs, ys, model, states.base());
    }
    states.store(xs, ys);
    return states.base();
  }

  /// Goes on from the states of all neurons as they were left after a step.
  void resume(double[] xs, double[] ys, int afterStep, int ofBase) {
    states.goTo(afterStep, ofBase);
    tracing = false;
    wakeAll(xs, ys);
    states.heatAll();
  }

  /// Wakes all neurons for the rest of the trial.
  private void wakeAll() {
    double[] xs = new double[awake.neurons()];
    double[] ys = new double[xs.length];
    store(xs, ys);
    wakeAll(xs, ys);
  }

  private void wakeAll(double[] xs, double[] ys) {
    lazy = false;
    rows.unread();
    forgetPast();
    states.wakeAll(xs, ys);
  }

  private void forgetPast() {
    past.clear();
    remembering = false;
  }

  /// Whether a neuron has a state.
  boolean isAwake(int neuron) {
    return !lazy || awake.place(neuron) >= 0;
  }

  @Override
  public int threshold(int step) {
    int count = states.threshold(step);
    if (states.base() == step && step > 0) {
      rebase();
    }
    if (!lazy && remembering && delivered > ENOUGH * rows.used()) {
      fallAsleep();
    }
    return count;
  }

  @Override
  public int idleUntil() {
    return states.idleUntil();
  }

  @Override
  public void skipTo(int step) {
    states.skipTo(step);
  }

  private void rebase() {
    traces.rebase(rows.count());
    past.forgetBefore(states.step() - model.memory);
    if (past.size() > MOST_REMEMBERED) {
      if (lazy) {
        wakeAll();
      }
      forgetPast();
    }
  }

  /// Lets the neurons fall asleep that may.
  private void fallAsleep() {
    int[] before = awake.all();
    awake.clear();
    dormant.assess(model, rows, traces);
    for (int neuron : dormant.takeDrowsy()) {
      awake.wake(neuron);
    }
    for (int place = 0; place < before.length; place++) {
      if (states.isOwn(place)) {
        awake.wake(before[place]);
      }
    }
    states.move(before);
    lazy = true;
    incoming.clear();
    rows.unread();
    for (int number = 0; number < rows.count(); number++) {
      rows.read(number, false);
    }
  }

  @Override
  public int[] spiking() {
    return states.spiking();
  }

  @Override
  public int sender(int neuron) {
    return awake.areInOrder() ? ~neuron : row(neuron);
  }

  /// The neuron of a sender.
  int presynaptic(int sender) {
    return sender < 0 ? ~sender : rows.presynaptic(sender);
  }

  private int row(int neuron) {
    int row = rows.row(neuron);
    traces.makeRoom(rows.count());
    return row;
  }

  @Override
  public void beginDeliveries(int[] cutIncoming) {
    wake(cutIncoming);
    held.hold(states, awake, cutIncoming);
  }

  @Override
  public void endDeliveries(int[] cutIncoming) {
    held.restore(states, awake, cutIncoming);
  }

  @Override
  public double readAhead(int sender) {
    if (awake.areInOrder()) {
      return source.readAhead(presynaptic(sender));
    }
    int row = Math.max(0, sender);
    return rows.readAhead(row) + traces.ceiling(row) + past.readAhead(row);
  }

  @Override
  public int deliver(int sender) {
    if (awake.areInOrder()) {
      return deliverInOrder(presynaptic(sender));
    }
    int row = sender < 0 ? row(~sender) : sender;
    if (tracing && !rows.onlyInhibits(row)) {
      trace(row);
    }
    deliverRow(row);
    return rows.connections(row);
  }

  /// Wakes the neurons that might fire after a spike that is about to be delivered.
  private void trace(int row) {
    double raise = traces.add(row, states.now());
    if (lazy && raise > 0 && dormant.raise(rows.presynaptic(row), raise)) {
      wake(dormant.takeDrowsy());
    }
  }

  private void deliverRow(int row) {
    if (!rows.isRead(row) && !keep(row)) {
      deliverInOrder(rows.presynaptic(row));
      return;
    }
    if (remembering) {
      past.add(states.step(), row);
    }
    delivered += rows.end(row) - rows.start(row);
    Deliveries.Kind excite = lazy ? Deliveries.Kind.HEAT_MANY : Deliveries.Kind.HEAT_FEW;
    Deliveries.Kind kind = rows.onlyInhibits(row) ? Deliveries.Kind.INHIBIT : excite;
    states.deliver(rows.entries(), rows.start(row), rows.end(row), kind);
  }

  /// Reads a row, if there is room for it.
  private boolean keep(int row) {
    if (rows.hasRoom(row)) {
      rows.read(row, !lazy);
      states.makeRoom();
      return true;
    }
    if (lazy) {
      wakeAll();
    }
    putInOrder();
    learnt.crowd();
    return false;
  }

  /// Wakes all neurons and orders their states by neuron, as targets are in a row. With so many
  /// deliveries that rows find no room, that is faster than to keep anything small.
  private void putInOrder() {
    int[] before = awake.all();
    awake.wakeAllInOrder();
    states.move(before);
    rows.unread();
    forgetPast();
    tracing = false;
  }

  private int deliverInOrder(int pre) {
    source.read(pre);
    states.deliver(source, brain.onlyInhibits(pre, model.wSyn));
    return source.size();
  }

  private void wake(int[] neurons) {
    for (int neuron : neurons) {
      reach(neuron);
    }
  }

  /// The place of a neuron, which wakes if it was dormant.
  private int reach(int neuron) {
    int place = awake.place(neuron);
    return place >= 0 ? place : wake(neuron);
  }

  /// Wakes a neuron, and returns its place.
  ///
  /// It does not become hot: without further input it stays below the threshold, as its bound says.
  private int wake(int neuron) {
    if (!lazy) {
      int place = awake.wake(neuron);
      states.makeRoom();
      return place;
    }
    double[] xy = past.state(neuron, model, states.base());
    int place = awake.wake(neuron);
    states.makeRoom();
    states.set(place, xy[0], xy[1]);
    incoming.addToRows(neuron, place);
    return place;
  }

  @Override
  public void kick(int neuron, double height) {
    states.kick(reach(neuron), height);
  }

  @Override
  public void reset(int neuron, double height) {
    states.reset(reach(neuron), height);
  }

  @Override
  public double height(int neuron) {
    int place = look(neuron);
    return place < 0 ? 0 : states.height(place);
  }

  @Override
  public double synapticInput(int neuron) {
    int place = look(neuron);
    return place < 0 ? 0 : states.synapticInput(place);
  }

  /// The place of a neuron that is looked at, or below 0 if nothing has reached it. To wake it
  /// costs as much as one look.
  private int look(int neuron) {
    if (lazy && awake.place(neuron) < 0) {
      if (++lookedAt > MOST_LOOKED_AT) {
        wakeAll();
      } else {
        wake(neuron);
      }
    }
    return awake.place(neuron);
  }
}
