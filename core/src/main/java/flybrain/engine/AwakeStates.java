package flybrain.engine;

import java.util.Arrays;

/// X and Y of the awake neurons in [ScaledModes], and the hot list: the neurons that may fire
/// without further input ([FiringBound]), which alone are compared with the threshold at every
/// step.
final class AwakeStates {
  /// Steps between two looks at which hot neurons have cooled down, a power of 2.
  private static final int STEPS_HOT = 8;

  /// Up to this number a simple sort is faster than that of [Arrays], which prepares for many.
  private static final int FEW = 16;

  private final AwakeNeurons awake;

  private final NeuronTable table;

  private EventModel model;
  private ScaledModes modes;
  private int base;
  private int step;
  private final StepFactors now = new StepFactors();

  /// X and Y in turn, by place.
  private double[] state = new double[256];

  private HotNeurons hot = new HotNeurons(128, false);

  /// By place: whether a neuron was more than a target of deliveries, so its state cannot be
  /// computed from them.
  private boolean[] own = new boolean[128];

  /// How many places have a state.
  private int placed;

  /// The neurons that fire, by the index of their X.
  private int[] firing = new int[128];

  /// Neurons, ascending; as many as the last step found count.
  private int[] spiking = new int[64];

  AwakeStates(EventModel model, AwakeNeurons awake, NeuronTable table) {
    this.model = model;
    this.modes = model.modes;
    this.awake = awake;
    this.table = table;
  }

  /// A copy.
  ///
  /// @param awake a copy of those of the other, as `table`
  AwakeStates(AwakeStates other, AwakeNeurons awake, NeuronTable table) {
    this(other.model, awake, table);
    goTo(other.step, other.base);
    state = other.state.clone();
    own = other.own.clone();
    placed = other.placed;
    hot = new HotNeurons(other.hot);
    firing = new int[own.length];
  }

  /// Puts the awake neurons to rest, before step 0.
  void start(EventModel newModel) {
    model = newModel;
    modes = newModel.modes;
    if (hot.isOfAll() && !awake.areInOrder()) {
      hot = new HotNeurons(own.length, false);
    }
    goTo(0, 0);
    placed = Math.min(placed, awake.count());
    Arrays.fill(state, 0, 2 * placed, 0);
    hot.rest(placed);
    Arrays.fill(own, 0, placed, false);
  }

  /// Goes to the end of a step; states are to be set.
  void goTo(int afterStep, int ofBase) {
    step = afterStep;
    base = ofBase;
    now.set(model, step - base);
    hot.clear();
  }

  int base() {
    return base;
  }

  int step() {
    return step;
  }

  /// The factors of the present step.
  StepFactors now() {
    return now;
  }

  /// Gives new awake neurons a state, at rest.
  void makeRoom() {
    if (awake.count() > own.length) {
      int room = 2 * awake.count();
      state = Arrays.copyOf(state, 2 * room);
      own = Arrays.copyOf(own, room);
      hot.makeRoom(room);
      firing = new int[room];
    }
    for (; placed < awake.count(); placed++) {
      state[2 * placed] = 0;
      state[2 * placed + 1] = 0;
      own[placed] = false;
      hot.setCool(2 * placed, step >= table.activeFrom(awake.neuron(placed)) ? 1 : 0);
    }
  }

  double x(int place) {
    return state[2 * place];
  }

  double y(int place) {
    return state[2 * place + 1];
  }

  void set(int place, double x, double y) {
    state[2 * place] = x;
    state[2 * place + 1] = y;
  }

  boolean isOwn(int place) {
    return own[place];
  }

  void markOwn(int place) {
    own[place] = true;
  }

  /// Writes X and Y of the awake neurons, by neuron.
  void store(double[] xs, double[] ys) {
    for (int place = 0; place < awake.count(); place++) {
      xs[awake.neuron(place)] = x(place);
      ys[awake.neuron(place)] = y(place);
    }
  }

  /// Wakes all neurons that are not at rest.
  ///
  /// @param xs X of all neurons, as `ys`
  void wakeAll(double[] xs, double[] ys) {
    for (int neuron = 0; neuron < xs.length; neuron++) {
      if (xs[neuron] != 0 || ys[neuron] != 0 || awake.place(neuron) >= 0) {
        int place = awake.wake(neuron);
        makeRoom();
        set(place, xs[neuron], ys[neuron]);
      }
    }
  }

  /// Lets every neuron be hot that may fire, after the present step.
  void heatAll() {
    for (int place = 0; place < placed; place++) {
      hot.setCool(2 * place, table.activeFrom(awake.neuron(place)) <= step + 1 ? 1 : 0);
      if (model.bound.mayFire(x(place), y(place), step - base) || height(place) > model.threshold) {
        hot.heat(2 * place);
      }
    }
  }

  /// Goes to a step, finds the neurons that spike at it and clears their state.
  ///
  /// X and Y stay as they are between deliveries, so a step costs a hot neuron two products and no
  /// write.
  ///
  /// @return how many spike; they are in [#spiking], ascending
  int threshold(int newStep) {
    step = newStep;
    if (step - base == modes.length) {
      modes.rebase(state, 0, 2 * placed);
      base = step;
    }
    now.set(model, step - base);
    int count = fire();
    if ((step & (STEPS_HOT - 1)) == 0) {
      coolDown();
    }
    return count;
  }

  /// The step up to which no neuron can fire without input; the base has to move by then.
  int idleUntil() {
    return hot.end > hot.first() ? step + 1 : base + modes.length;
  }

  void skipTo(int later) {
    step = later;
  }

  private int fire() {
    int first = hot.first();
    int count =
        takeAbove(state, hot.entries, first, hot.end, now.uOfX, now.uOfY, model.threshold, firing);
    hot.end -= count;
    if (count > spiking.length) {
      spiking = new int[2 * count];
    }
    for (int k = 0; k < count; k++) {
      int place = firing[k] >> 1;
      set(place, 0, 0);
      own[place] = true;
      spiking[k] = awake.neuron(place);
    }
    sortSpiking(count);
    return count;
  }

  /// Takes the neurons above the threshold off the hot list, from its end, so that the entry put in
  /// place of one was looked at before.
  ///
  /// @param above gets the neurons, by the index of their X
  /// @return how many there are
  private static int takeAbove(
      double[] xy,
      int[] entries,
      int first,
      int end,
      double uOfX,
      double uOfY,
      double threshold,
      int[] above) {
    int count = 0;
    for (int left = end; left > first; left--) {
      int i = entries[left - 1];
      if (uOfX * xy[i] + uOfY * xy[i + 1] > threshold) {
        above[count++] = i;
        entries[left - 1] = entries[end - count];
      }
    }
    return count;
  }

  private void sortSpiking(int count) {
    if (count > FEW) {
      Arrays.sort(spiking, 0, count);
      return;
    }
    for (int k = 1; k < count; k++) {
      int neuron = spiking[k];
      int i = k;
      for (; i > 0 && spiking[i - 1] > neuron; i--) {
        spiking[i] = spiking[i - 1];
      }
      spiking[i] = neuron;
    }
  }

  int[] spiking() {
    return spiking;
  }

  /// Takes neurons off the hot list that cannot fire without further input, by the finer chords.
  private void coolDown() {
    double[] xy = state;
    int[] entries = hot.entries;
    double lowX = model.bound.lowX[now.n];
    double lowY = model.bound.lowY[now.n];
    double highX = model.bound.highX[now.n];
    double highY = model.bound.highY[now.n];
    double limit = model.bound.limit;
    double limitY = now.limitY;
    int end = hot.end;
    int stillHot = hot.first();
    for (int k = stillHot; k < end; k++) {
      int i = entries[k];
      double x = xy[i];
      double y = xy[i + 1];
      double chord = Math.max(lowX * x + lowY * y, highX * x + highY * y);
      int mayFire = FiringBound.mayFire(chord, limit, y, limitY);
      entries[stillHot] = i;
      stillHot += mayFire;
      hot.setCool(i, 1 - mayFire);
    }
    hot.end = stillHot;
  }

  /// Delivers a spike.
  ///
  /// @param entries of [AwakeRows], from one index to another
  void deliver(int[] entries, int from, int to, Deliveries.Kind kind) {
    Deliveries.deliver(state, hot, now, model.bound.limit, entries, from, to, kind);
  }

  /// Delivers a spike where the place of each neuron is its index.
  void deliver(ConnectionRow row, boolean onlyInhibits) {
    if (onlyInhibits) {
      Deliveries.inhibit(state, now, row);
    } else {
      Deliveries.excite(state, hot, now, model.bound.limit, row);
    }
  }

  /// Adds to u of a neuron, in mV.
  void kick(int place, double height) {
    own[place] = true;
    state[2 * place] += height * modes.uToX[step - base];
    hot.heat(2 * place);
  }

  /// Sets u of a neuron, in mV, and g to 0, at the end of its refractory period.
  void reset(int place, double height) {
    own[place] = true;
    set(place, height * modes.uToX[step - base], 0);
    hot.setCool(2 * place, 1);
  }

  /// u of a neuron after the present step, in mV.
  double height(int place) {
    return modes.uOfX[step - base] * x(place) + modes.uOfY[step - base] * y(place);
  }

  /// g of a neuron after the present step, in mV.
  double synapticInput(int place) {
    return modes.gOfY[step - base] * y(place);
  }

  /// Moves states to the new places of their neurons; that of a neuron without a new place is lost.
  ///
  /// @param before the neurons by old place
  void move(int[] before) {
    double[] oldState = state;
    HotNeurons oldHot = hot;
    boolean[] oldOwn = own;
    int room = Math.max(128, 2 * awake.count());
    state = new double[2 * room];
    own = new boolean[room];
    hot = new HotNeurons(awake.areInOrder() ? awake.count() : room, awake.areInOrder());
    firing = new int[room];
    placed = 0;
    makeRoom();
    for (int k = 0; k < before.length; k++) {
      int place = awake.place(before[k]);
      if (place >= 0) {
        set(place, oldState[2 * k], oldState[2 * k + 1]);
        hot.setCool(2 * place, oldHot.cool(2 * k));
        own[place] = oldOwn[k];
      }
    }
    for (int k = oldHot.first(); k < oldHot.end; k++) {
      int place = awake.place(before[oldHot.entries[k] / 2]);
      if (place >= 0) {
        hot.entries[hot.end++] = 2 * place;
      }
    }
  }
}
