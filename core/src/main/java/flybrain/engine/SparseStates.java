package flybrain.engine;

import java.util.Arrays;

/// States on which only deliveries and neurons about to spike cost time.
///
/// Only neurons on the hot list are compared with the threshold; every other neuron is known not to
/// spike without further input. With c the peak of f, u never rises above `max(u, (1 - c) u + c g,
/// c g)` by itself: the highest u to come is a convex function of (u, g) that grows in proportion
/// to them, so it lies below the chords between directions for which it is known. Those are u = g
/// (u falls from there on: u), g alone (c g), and u alone below rest (0). A delivery leaves u alone
/// and needs the last two tests.
final class SparseStates implements NeuronStates {
  /// Covers the rounding of a bound, so that no neuron is left out that just reaches the threshold.
  private static final double MARGIN = 1 - 1e-9;

  private final EventNetwork network;
  private final ScaledModes modes;

  /// First step at which a neuron is no longer refractory; of the trial, which writes it.
  private final int[] activeFrom;

  private final ReachedNeurons reached;
  private final ReachedRows rows;

  /// X and Y in turn of each reached neuron, by place.
  private double[] state = new double[256];

  private int base;
  private int step;

  /// By place.
  private boolean[] isHot = new boolean[128];

  /// Places of hot neurons.
  private int[] hot = new int[256];

  private int hotCount;
  private long hotTested;
  private int[] spiking = new int[64];

  private double[] deafState = {};

  SparseStates(EventNetwork network, int[] activeFrom) {
    this.network = network;
    this.modes = network.modes;
    this.activeFrom = activeFrom;
    this.reached = new ReachedNeurons(activeFrom.length);
    this.rows = new ReachedRows(network.connections, reached);
  }

  /// @param activeFrom of the trial that the copy belongs to
  SparseStates(SparseStates other, int[] activeFrom) {
    this.network = other.network;
    this.modes = other.modes;
    this.activeFrom = activeFrom;
    this.state = other.state.clone();
    this.base = other.base;
    this.step = other.step;
    this.isHot = other.isHot.clone();
    this.hot = other.hot.clone();
    this.hotCount = other.hotCount;
    this.reached = new ReachedNeurons(other.reached);
    this.rows = new ReachedRows(network.connections, reached);
  }

  /// All neurons at rest, before step 0.
  void clear() {
    Arrays.fill(state, 0, 2 * reached.count(), 0);
    clearHot();
    base = 0;
    step = 0;
  }

  /// Writes X and Y of all neurons, by neuron.
  void store(double[] xs, double[] ys) {
    Arrays.fill(xs, 0);
    Arrays.fill(ys, 0);
    for (int place = 0; place < reached.count(); place++) {
      xs[reached.neuronAt(place)] = state[2 * place];
      ys[reached.neuronAt(place)] = state[2 * place + 1];
    }
  }

  /// Goes on from the states of all neurons as they were left after a step.
  void resume(double[] xs, double[] ys, int afterStep, int ofBase) {
    step = afterStep;
    base = ofBase;
    clearHot();
    double boundX = boundX();
    double boundY = boundY();
    double limit = MARGIN * network.threshold;
    double limitY = limitY();
    for (int neuron = 0; neuron < xs.length; neuron++) {
      if (xs[neuron] == 0 && ys[neuron] == 0 && reached.placeOf(neuron) < 0) {
        continue;
      }
      int place = reach(neuron);
      double x = xs[neuron];
      double y = ys[neuron];
      state[2 * place] = x;
      state[2 * place + 1] = y;
      if (boundX * x + boundY * y > limit || y > limitY || height(neuron) > network.threshold) {
        heat(place);
      }
    }
  }

  int base() {
    return base;
  }

  int hotCount() {
    return hotCount;
  }

  /// How often a hot neuron was tested since the last call of this.
  long takeHotTested() {
    long tested = hotTested;
    hotTested = 0;
    return tested;
  }

  @Override
  public int threshold(int newStep) {
    step = newStep;
    if (step - base == modes.length) {
      modes.rebase(state, 2 * reached.count());
      base = step;
    }
    hotTested += hotCount;
    double p = modes.p[step - base];
    double q = modes.q[step - base];
    double boundX = boundX();
    double boundY = boundY();
    double limit = MARGIN * network.threshold;
    double limitY = limitY();
    int kept = 0;
    int count = 0;
    for (int k = 0; k < hotCount; k++) {
      int place = hot[k];
      double x = state[2 * place];
      double y = state[2 * place + 1];
      if (p * x + q * y > network.threshold) {
        isHot[place] = false;
        count = spike(place, count);
      } else if (boundX * x + boundY * y > limit || y > limitY) {
        hot[kept++] = place;
      } else {
        isHot[place] = false;
      }
    }
    hotCount = kept;
    if (count > 1) {
      Arrays.sort(spiking, 0, count);
    }
    return count;
  }

  @Override
  public int[] spiking() {
    return spiking;
  }

  @Override
  public void beginDeliveries(int[] deaf) {
    if (deafState.length < 2 * deaf.length) {
      deafState = new double[2 * deaf.length];
    }
    for (int k = 0; k < deaf.length; k++) {
      int i = 2 * reach(deaf[k]);
      deafState[2 * k] = state[i];
      deafState[2 * k + 1] = state[i + 1];
    }
  }

  @Override
  public void endDeliveries(int[] deaf) {
    for (int k = 0; k < deaf.length; k++) {
      int i = 2 * reach(deaf[k]);
      state[i] = deafState[2 * k];
      state[i + 1] = deafState[2 * k + 1];
    }
  }

  @Override
  public void deliver(int pre) {
    rows.read(pre, network.connections.outDegree(pre));
    makeRoom();
    if (network.onlyInhibits(pre)) {
      inhibit(rows.row(), rows.from(), rows.to());
    } else {
      excite(rows.row(), rows.from(), rows.to());
    }
  }

  private void inhibit(int[] row, int from, int to) {
    double[] xy = state;
    double x = network.parameters.wSyn() * modes.x[step - base];
    double y = network.parameters.wSyn() * modes.y[step - base];
    for (int c = from; c < to; c += 2) {
      int i = row[c];
      double w = row[c + 1];
      xy[i] += w * x;
      xy[i + 1] += w * y;
    }
  }

  private void excite(int[] row, int from, int to) {
    double[] xy = state;
    double x = network.parameters.wSyn() * modes.x[step - base];
    double y = network.parameters.wSyn() * modes.y[step - base];
    double boundX = boundX();
    double boundY = boundY();
    double limit = MARGIN * network.threshold;
    double limitY = limitY();
    for (int c = from; c < to; c += 2) {
      int i = row[c];
      double w = row[c + 1];
      double newX = xy[i] + w * x;
      double newY = xy[i + 1] + w * y;
      xy[i] = newX;
      xy[i + 1] = newY;
      if (boundX * newX + boundY * newY > limit || newY > limitY) {
        heat(i >> 1);
      }
    }
  }

  /// (1 - c) u + c g is `boundX X + boundY Y`.
  private double boundX() {
    return (1 - network.peak) * modes.p[step - base];
  }

  private double boundY() {
    int n = step - base;
    return (1 - network.peak) * modes.q[n] + network.peak * modes.b[n];
  }

  /// c g reaches the threshold at this Y.
  private double limitY() {
    return MARGIN * network.threshold / (network.peak * modes.b[step - base]);
  }

  /// The place of a neuron, with room for its state.
  private int reach(int neuron) {
    int place = reached.reach(neuron);
    makeRoom();
    return place;
  }

  private void makeRoom() {
    if (reached.count() > isHot.length) {
      int room = Math.min(2 * reached.count(), activeFrom.length);
      state = Arrays.copyOf(state, 2 * room);
      isHot = Arrays.copyOf(isHot, room);
    }
  }

  private void heat(int place) {
    if (!isHot[place] && step >= activeFrom[reached.neuronAt(place)]) {
      isHot[place] = true;
      if (hotCount == hot.length) {
        hot = Arrays.copyOf(hot, 2 * hotCount);
      }
      hot[hotCount++] = place;
    }
  }

  private void clearHot() {
    Arrays.fill(isHot, false);
    hotCount = 0;
  }

  private int spike(int place, int count) {
    if (count == spiking.length) {
      spiking = Arrays.copyOf(spiking, 2 * count);
    }
    spiking[count] = reached.neuronAt(place);
    state[2 * place] = 0;
    state[2 * place + 1] = 0;
    return count + 1;
  }

  @Override
  public void kick(int neuron, double height) {
    int place = reach(neuron);
    state[2 * place] += height * modes.unit[step - base];
    heat(place);
  }

  @Override
  public void reset(int neuron, double height) {
    int place = reach(neuron);
    state[2 * place] = height * modes.unit[step - base];
    state[2 * place + 1] = 0;
  }

  /// u of a neuron after the last step, in mV.
  double height(int neuron) {
    int i = 2 * reached.placeOf(neuron);
    return i < 0 ? 0 : modes.p[step - base] * state[i] + modes.q[step - base] * state[i + 1];
  }

  /// g of a neuron after the last step, in mV.
  double synapticInput(int neuron) {
    int i = 2 * reached.placeOf(neuron);
    return i < 0 ? 0 : modes.b[step - base] * state[i + 1];
  }
}
