package flybrain.engine;

import java.util.Arrays;

/// X and Y of the awake neurons in [ScaledModes], and the hot list: the neurons that may fire
/// without further input ([FiringBound]), which alone are compared with the threshold at every
/// step.
final class AwakeStates {
  /// Steps between two looks at which hot neurons have cooled down, a power of 2.
  private static final int STEPS_HOT = 8;

  private final AwakeNeurons awake;

  private final NeuronTable table;

  private EventModel model;
  private ScaledModes modes;
  private int base;
  private int step;
  private final StepFactors now = new StepFactors();

  /// X and Y in turn, by place.
  private double[] state = new double[256];

  /// By place: 1 for a neuron that becomes hot when something excites it, 0 for one that is hot or
  /// refractory.
  private byte[] cool = new byte[128];

  /// By place: whether a neuron was more than a target of deliveries, so its state cannot be
  /// computed from them.
  private boolean[] own = new boolean[128];

  /// How many places have a state.
  private int placed;

  /// The places that are hot; there is room for one more than there are places.
  private int[] hot = new int[129];

  private int hotCount;

  /// Which entries of the hot list fire.
  private int[] firing = new int[128];

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
    cool = other.cool.clone();
    own = other.own.clone();
    placed = other.placed;
    hot = other.hot.clone();
    hotCount = other.hotCount;
    firing = new int[cool.length];
  }

  /// Puts the awake neurons to rest, before step 0.
  void start(EventModel newModel) {
    model = newModel;
    modes = newModel.modes;
    goTo(0, 0);
    placed = Math.min(placed, awake.count());
    Arrays.fill(state, 0, 2 * placed, 0);
    Arrays.fill(cool, 0, placed, (byte) 1);
    Arrays.fill(own, 0, placed, false);
  }

  /// Goes to the end of a step; states are to be set.
  void goTo(int afterStep, int ofBase) {
    step = afterStep;
    base = ofBase;
    now.set(model, step - base);
    hotCount = 0;
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
    if (awake.count() > cool.length) {
      int room = 2 * awake.count();
      state = Arrays.copyOf(state, 2 * room);
      cool = Arrays.copyOf(cool, room);
      own = Arrays.copyOf(own, room);
      hot = Arrays.copyOf(hot, room + 1);
      firing = new int[room];
    }
    for (; placed < awake.count(); placed++) {
      state[2 * placed] = 0;
      state[2 * placed + 1] = 0;
      own[placed] = false;
      cool[placed] = (byte) (step >= table.activeFrom(awake.neuron(placed)) ? 1 : 0);
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

  /// Lets every neuron be hot that may fire, after the present step.
  void heatAll() {
    for (int place = 0; place < placed; place++) {
      cool[place] = (byte) (table.activeFrom(awake.neuron(place)) <= step + 1 ? 1 : 0);
      if (model.bound.mayFire(x(place), y(place), step - base) || height(place) > model.threshold) {
        heat(place);
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
    return hotCount > 0 ? step + 1 : base + modes.length;
  }

  void skipTo(int later) {
    step = later;
  }

  private int fire() {
    double uOfX = now.uOfX;
    double uOfY = now.uOfY;
    double threshold = model.threshold;
    double[] xy = state;
    int[] places = hot;
    int[] above = firing;
    int end = hotCount;
    int count = 0;
    for (int k = 0; k < end; k++) {
      int i = 2 * places[k];
      if (uOfX * xy[i] + uOfY * xy[i + 1] > threshold) {
        above[count++] = k;
      }
    }
    if (count > spiking.length) {
      spiking = new int[2 * count];
    }
    for (int k = count - 1; k >= 0; k--) {
      int place = places[above[k]];
      places[above[k]] = places[--hotCount];
      own[place] = true;
      set(place, 0, 0);
      spiking[k] = awake.neuron(place);
    }
    sortSpiking(count);
    return count;
  }

  /// Mostly one or two.
  private void sortSpiking(int count) {
    if (count == 2 && spiking[0] > spiking[1]) {
      int larger = spiking[0];
      spiking[0] = spiking[1];
      spiking[1] = larger;
    } else if (count > 2) {
      Arrays.sort(spiking, 0, count);
    }
  }

  int[] spiking() {
    return spiking;
  }

  /// Takes neurons off the hot list that cannot fire without further input.
  private void coolDown() {
    int stillHot = 0;
    for (int k = 0; k < hotCount; k++) {
      int place = hot[k];
      if (model.bound.mayFire(x(place), y(place), step - base)) {
        hot[stillHot++] = place;
      } else {
        cool[place] = 1;
      }
    }
    hotCount = stillHot;
  }

  private void heat(int place) {
    if (cool[place] != 0) {
      cool[place] = 0;
      hot[hotCount++] = place;
    }
  }

  /// Deliveries that bring no target nearer to the threshold.
  ///
  /// @param entries of [AwakeRows], from one index to another
  void inhibit(int[] entries, int from, int to) {
    double[] xy = state;
    double toX = now.synapseToX;
    double toY = now.synapseToY;
    for (int c = from; c < to; c += 2) {
      int i = entries[c];
      double w = entries[c + 1];
      xy[i] += w * toX;
      xy[i + 1] += w * toY;
    }
  }

  /// Deliveries of which many make or find their targets hot: most of the engine's time goes into
  /// this loop.
  ///
  /// A delivery leaves u alone, so the two chords of the [FiringBound] are all there is to test.
  /// The sign bits of two differences replace branches, which could not be predicted.
  void excite(int[] entries, int from, int to) {
    double[] xy = state;
    double toX = now.synapseToX;
    double toY = now.synapseToY;
    double perX = now.perX;
    double perY = now.perY;
    double limit = model.bound.limit;
    double limitY = now.limitY;
    int[] places = hot;
    byte[] cools = cool;
    int count = hotCount;
    for (int c = from; c < to; c += 2) {
      int i = entries[c];
      double w = entries[c + 1];
      double x = xy[i] + w * toX;
      double y = xy[i + 1] + w * toY;
      xy[i] = x;
      xy[i + 1] = y;
      long signs =
          Double.doubleToRawLongBits(limit - (perX * x + perY * y))
              | Double.doubleToRawLongBits(limitY - y);
      int place = i >> 1;
      int heated = (int) (signs >>> 63) & cools[place];
      places[count] = place;
      count += heated;
      cools[place] = (byte) (cools[place] - heated);
    }
    hotCount = count;
  }

  /// As [#excite] where most targets stay far below the threshold, so a branch is predicted well.
  void exciteAll(int[] entries, int from, int to) {
    double[] xy = state;
    double toX = now.synapseToX;
    double toY = now.synapseToY;
    double perX = now.perX;
    double perY = now.perY;
    double limit = model.bound.limit;
    double limitY = now.limitY;
    for (int c = from; c < to; c += 2) {
      int i = entries[c];
      double w = entries[c + 1];
      double x = xy[i] + w * toX;
      double y = xy[i + 1] + w * toY;
      xy[i] = x;
      xy[i + 1] = y;
      if (perX * x + perY * y > limit || y > limitY) {
        heat(i >> 1);
      }
    }
  }

  /// As [#inhibit], where the place of each neuron is its index.
  void inhibit(ConnectionRow row) {
    int[] targets = row.targets();
    int[] weights = row.weights();
    double[] xy = state;
    double toX = now.synapseToX;
    double toY = now.synapseToY;
    int end = row.size();
    for (int c = 0; c < end; c++) {
      int i = 2 * targets[c];
      xy[i] += weights[c] * toX;
      xy[i + 1] += weights[c] * toY;
    }
  }

  /// As [#exciteAll], where the place of each neuron is its index.
  void excite(ConnectionRow row) {
    int[] targets = row.targets();
    int[] weights = row.weights();
    double[] xy = state;
    double toX = now.synapseToX;
    double toY = now.synapseToY;
    double perX = now.perX;
    double perY = now.perY;
    double limit = model.bound.limit;
    double limitY = now.limitY;
    int end = row.size();
    for (int c = 0; c < end; c++) {
      int i = 2 * targets[c];
      double x = xy[i] + weights[c] * toX;
      double y = xy[i + 1] + weights[c] * toY;
      xy[i] = x;
      xy[i + 1] = y;
      if (perX * x + perY * y > limit || y > limitY) {
        heat(i >> 1);
      }
    }
  }

  /// Adds to u of a neuron, in mV.
  void kick(int place, double height) {
    own[place] = true;
    state[2 * place] += height * modes.uToX[step - base];
    heat(place);
  }

  /// Sets u of a neuron, in mV, and g to 0, at the end of its refractory period.
  void reset(int place, double height) {
    own[place] = true;
    set(place, height * modes.uToX[step - base], 0);
    cool[place] = 1;
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
    byte[] oldCool = cool;
    boolean[] oldOwn = own;
    int[] oldHot = Arrays.copyOf(hot, hotCount);
    int room = Math.max(128, 2 * awake.count());
    state = new double[2 * room];
    cool = new byte[room];
    own = new boolean[room];
    hot = new int[room + 1];
    firing = new int[room];
    placed = 0;
    makeRoom();
    for (int k = 0; k < before.length; k++) {
      int place = awake.place(before[k]);
      if (place >= 0) {
        set(place, oldState[2 * k], oldState[2 * k + 1]);
        cool[place] = oldCool[k];
        own[place] = oldOwn[k];
      }
    }
    hotCount = 0;
    for (int k : oldHot) {
      if (awake.place(before[k]) >= 0) {
        hot[hotCount++] = awake.place(before[k]);
      }
    }
  }
}
