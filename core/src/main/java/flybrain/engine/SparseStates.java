package flybrain.engine;

import java.util.Arrays;
import java.util.BitSet;

/// States on which only deliveries and neurons about to spike cost time.
///
/// **Places.** Most of a brain stays silent. A neuron gets a place when input first reaches it, and
/// states are kept by place: states in use are contiguous and fit the processor's cache, which the
/// states of all neurons do not. The rows of neurons that spike are kept with places for targets.
/// Places and rows depend on the connections only and outlive a trial.
///
/// **The hot list.** Only hot neurons are compared with the threshold at every step; every other
/// neuron cannot fire without further input ([FiringBound]).
final class SparseStates implements NeuronStates {
  /// Length of the kept rows at most, 16 MiB; later ones are read at each spike.
  private static final int MOST_KEPT = 1 << 22;

  private final EventBrain brain;
  private EventModel model;
  private ScaledModes modes;

  /// First step at which a neuron is no longer refractory; of the trial, which writes it.
  private final int[] activeFrom;

  /// Place of each neuron plus 1; 0 for one that was not reached.
  private final int[] placeOf;

  private int[] neuronAt = new int[128];
  private int places;

  /// Start of each neuron's row in `rows` plus 1; 0 for a row that is not kept.
  private final int[] startOf;

  /// Rows in turn: twice the place of a target, then the signed number of synapses.
  private int[] rows = new int[1 << 12];

  private int keptEnd;
  private final ConnectionRow source;

  /// X and Y in turn, by place.
  private double[] state = new double[256];

  /// Whether a place is hot, and the places that are.
  private boolean[] isHot = new boolean[128];

  private int[] hot = new int[256];
  private int hotCount;
  private long hotTested;

  /// Whether states were written that [#clear] cannot find by what spiked.
  private boolean writtenAnywhere;

  /// Whether places or rows are so many that another experiment is better off without them.
  private boolean crowded;

  private int base;
  private int step;
  private int[] spiking = new int[64];
  private double[] saved = {};

  SparseStates(EventBrain brain, EventModel model, int[] activeFrom) {
    this.brain = brain;
    this.model = model;
    this.modes = model.modes;
    this.activeFrom = activeFrom;
    this.placeOf = new int[activeFrom.length];
    this.startOf = new int[activeFrom.length];
    this.source = new ConnectionRow(brain.connections);
  }

  /// A copy that has no rows yet.
  ///
  /// @param activeFrom of the trial that the copy belongs to
  SparseStates(SparseStates other, int[] activeFrom) {
    this(other.brain, other.model, activeFrom);
    System.arraycopy(other.placeOf, 0, placeOf, 0, placeOf.length);
    neuronAt = other.neuronAt.clone();
    places = other.places;
    state = other.state.clone();
    isHot = other.isHot.clone();
    hot = other.hot.clone();
    hotCount = other.hotCount;
    hotTested = other.hotTested;
    writtenAnywhere = true;
    crowded = other.crowded;
    base = other.base;
    step = other.step;
  }

  /// Gets ready for another experiment while all neurons are at rest.
  void use(EventModel newModel) {
    model = newModel;
    modes = newModel.modes;
    if (crowded) {
      Arrays.fill(placeOf, 0);
      Arrays.fill(startOf, 0);
      places = 0;
      keptEnd = 0;
      crowded = false;
    }
  }

  /// Puts all neurons to rest, before step 0, with work in proportion to what a trial has touched.
  ///
  /// @param fired the neurons that spiked in it, of which the first `count` count
  /// @param driven the neurons with input events
  void clear(int[] fired, int count, BitSet driven) {
    long scattered = driven.cardinality();
    for (int k = 0; k < count; k++) {
      scattered += brain.connections.outDegree(fired[k]);
    }
    // A write in order is several times as fast as one anywhere.
    if (writtenAnywhere || 4 * scattered > places) {
      Arrays.fill(state, 0, 2 * places, 0);
    } else {
      driven.stream().filter(neuron -> placeOf[neuron] > 0).forEach(n -> rest(placeOf[n] - 1));
      for (int k = 0; k < count; k++) {
        restWithTargets(fired[k]);
      }
    }
    clearHot();
    hotTested = 0;
    writtenAnywhere = false;
    base = 0;
    step = 0;
  }

  private void restWithTargets(int pre) {
    rest(placeOf[pre] - 1);
    int from = startOf[pre] - 1;
    int to = from < 0 ? from : from + 2 * brain.connections.outDegree(pre);
    for (int c = from; c < to; c += 2) {
      rest(rows[c] >> 1);
    }
  }

  private void rest(int place) {
    state[2 * place] = 0;
    state[2 * place + 1] = 0;
  }

  /// Lets states change other than by deliveries and by events of the drive.
  void allowWritesAnywhere() {
    writtenAnywhere = true;
  }

  /// Writes X and Y of all neurons, by neuron, and returns their base step.
  int store(double[] xs, double[] ys) {
    writtenAnywhere = true;
    Arrays.fill(xs, 0);
    Arrays.fill(ys, 0);
    for (int place = 0; place < places; place++) {
      xs[neuronAt[place]] = state[2 * place];
      ys[neuronAt[place]] = state[2 * place + 1];
    }
    return base;
  }

  /// Goes on from the states of all neurons as they were left after a step.
  void resume(double[] xs, double[] ys, int afterStep, int ofBase) {
    step = afterStep;
    base = ofBase;
    writtenAnywhere = true;
    crowded = true;
    clearHot();
    for (int neuron = 0; neuron < xs.length; neuron++) {
      if (xs[neuron] == 0 && ys[neuron] == 0 && placeOf[neuron] == 0) {
        continue;
      }
      int place = reach(neuron);
      state[2 * place] = xs[neuron];
      state[2 * place + 1] = ys[neuron];
      if (model.bound.mayFire(xs[neuron], ys[neuron], step - base)
          || height(neuron) > model.threshold) {
        heat(place);
      }
    }
  }

  int hotCount() {
    return hotCount;
  }

  /// How often a hot neuron was tested since the last call.
  long takeHotTested() {
    long tested = hotTested;
    hotTested = 0;
    return tested;
  }

  /// Tests every hot neuron: it spikes, stays hot, or is left alone until something excites it.
  ///
  /// X and Y stay as they are between deliveries, so a step costs a hot neuron two products for u,
  /// two for the bound, and no write.
  @Override
  public int threshold(int newStep) {
    step = newStep;
    if (step - base == modes.length) {
      modes.rebase(state, 2 * places);
      base = step;
    }
    hotTested += hotCount;
    int n = step - base;
    double uOfX = modes.uOfX[n];
    double uOfY = modes.uOfY[n];
    double perX = model.bound.perX[n];
    double perY = model.bound.perY[n];
    double limit = model.bound.limit;
    double limitY = model.bound.limitY[n];
    int stillHot = 0;
    int count = 0;
    for (int k = 0; k < hotCount; k++) {
      int place = hot[k];
      double x = state[2 * place];
      double y = state[2 * place + 1];
      if (uOfX * x + uOfY * y > model.threshold) {
        isHot[place] = false;
        count = spike(place, count);
      } else if (perX * x + perY * y > limit || y > limitY) {
        hot[stillHot++] = place;
      } else {
        isHot[place] = false;
      }
    }
    hotCount = stillHot;
    if (count > 1) {
      Arrays.sort(spiking, 0, count);
    }
    return count;
  }

  private int spike(int place, int count) {
    if (count == spiking.length) {
      spiking = Arrays.copyOf(spiking, 2 * count);
    }
    spiking[count] = neuronAt[place];
    rest(place);
    return count + 1;
  }

  @Override
  public int[] spiking() {
    return spiking;
  }

  @Override
  public void beginDeliveries(int[] cutIncoming) {
    if (saved.length < 2 * cutIncoming.length) {
      saved = new double[2 * cutIncoming.length];
    }
    for (int k = 0; k < cutIncoming.length; k++) {
      int i = 2 * reach(cutIncoming[k]);
      saved[2 * k] = state[i];
      saved[2 * k + 1] = state[i + 1];
    }
  }

  @Override
  public void endDeliveries(int[] cutIncoming) {
    for (int k = 0; k < cutIncoming.length; k++) {
      int i = 2 * reach(cutIncoming[k]);
      state[i] = saved[2 * k];
      state[i + 1] = saved[2 * k + 1];
    }
  }

  @Override
  public void deliver(int pre) {
    int from = startOf[pre] > 0 ? startOf[pre] - 1 : readRow(pre);
    int to = from + 2 * brain.connections.outDegree(pre);
    if (brain.onlyInhibits(pre, model.wSyn)) {
      inhibit(from, to);
    } else {
      excite(from, to);
    }
  }

  /// Appends a row, to be kept if there is room; its targets count as reached.
  private int readRow(int pre) {
    source.read(pre);
    int[] targets = source.targets();
    int[] weights = source.weights();
    int from = keptEnd;
    int to = from + 2 * source.size();
    if (to > rows.length) {
      rows = Arrays.copyOf(rows, Math.max(to, Math.min(2 * rows.length, MOST_KEPT)));
    }
    for (int c = 0; c < source.size(); c++) {
      rows[from + 2 * c] = 2 * reach(targets[c]);
      rows[from + 2 * c + 1] = weights[c];
    }
    if (to <= MOST_KEPT) {
      keptEnd = to;
      startOf[pre] = from + 1;
    } else {
      writtenAnywhere = true;
      crowded = true;
    }
    return from;
  }

  /// Deliveries that bring no target nearer to the threshold.
  private void inhibit(int from, int to) {
    int[] row = rows;
    double[] xy = state;
    double toX = model.wSyn * modes.gToX[step - base];
    double toY = model.wSyn * modes.gToY[step - base];
    for (int c = from; c < to; c += 2) {
      int i = row[c];
      double w = row[c + 1];
      xy[i] += w * toX;
      xy[i + 1] += w * toY;
    }
  }

  /// Deliveries that may make their targets hot: most of the engine's time goes into this loop.
  ///
  /// A delivery leaves u alone, so the two chords of the [FiringBound] are all there is to test.
  /// All but a few targets are below both; a test by X alone is cheaper, but flips too often.
  private void excite(int from, int to) {
    int[] row = rows;
    double[] xy = state;
    int n = step - base;
    double toX = model.wSyn * modes.gToX[n];
    double toY = model.wSyn * modes.gToY[n];
    double perX = model.bound.perX[n];
    double perY = model.bound.perY[n];
    double limit = model.bound.limit;
    double limitY = model.bound.limitY[n];
    for (int c = from; c < to; c += 2) {
      int i = row[c];
      double w = row[c + 1];
      double x = xy[i] + w * toX;
      double y = xy[i + 1] + w * toY;
      xy[i] = x;
      xy[i + 1] = y;
      if (perX * x + perY * y > limit || y > limitY) {
        heat(i >> 1);
      }
    }
  }

  /// The place of a neuron, which counts as reached from now on.
  private int reach(int neuron) {
    if (placeOf[neuron] == 0) {
      if (places == isHot.length) {
        int room = Math.min(2 * places, Math.max(128, placeOf.length));
        neuronAt = Arrays.copyOf(neuronAt, room);
        state = Arrays.copyOf(state, 2 * room);
        isHot = Arrays.copyOf(isHot, room);
      }
      neuronAt[places++] = neuron;
      placeOf[neuron] = places;
    }
    return placeOf[neuron] - 1;
  }

  private void heat(int place) {
    if (!isHot[place] && step >= activeFrom[neuronAt[place]]) {
      isHot[place] = true;
      if (hotCount == hot.length) {
        hot = Arrays.copyOf(hot, 2 * hotCount);
      }
      hot[hotCount++] = place;
    }
  }

  private void clearHot() {
    for (int k = 0; k < hotCount; k++) {
      isHot[hot[k]] = false;
    }
    hotCount = 0;
  }

  @Override
  public void kick(int neuron, double height) {
    int place = reach(neuron);
    state[2 * place] += height * modes.uToX[step - base];
    heat(place);
  }

  @Override
  public void reset(int neuron, double height) {
    int place = reach(neuron);
    state[2 * place] = height * modes.uToX[step - base];
    state[2 * place + 1] = 0;
  }

  @Override
  public double height(int neuron) {
    int i = 2 * (placeOf[neuron] - 1);
    return i < 0 ? 0 : modes.uOfX[step - base] * state[i] + modes.uOfY[step - base] * state[i + 1];
  }

  @Override
  public double synapticInput(int neuron) {
    int i = 2 * (placeOf[neuron] - 1);
    return i < 0 ? 0 : modes.gOfY[step - base] * state[i + 1];
  }
}
