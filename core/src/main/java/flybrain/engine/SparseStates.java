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

  /// X and Y of each neuron in turn.
  final double[] state;

  private int base;
  private int step;

  private final boolean[] isHot;
  private int[] hot = new int[256];
  private int hotCount;
  private long hotTested;
  private int[] spiking = new int[64];

  private final ConnectionRow row;
  private double[] deafState = {};

  SparseStates(EventNetwork network, int[] activeFrom) {
    this.network = network;
    this.modes = network.modes;
    this.activeFrom = activeFrom;
    this.state = new double[2 * activeFrom.length];
    this.isHot = new boolean[activeFrom.length];
    this.row = new ConnectionRow(network.connections);
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
    this.row = new ConnectionRow(network.connections);
  }

  /// All neurons at rest, before step 0.
  void clear() {
    Arrays.fill(state, 0);
    clearHot();
    base = 0;
    step = 0;
  }

  /// Goes on from `state` as it was left after a step.
  void resume(int afterStep, int ofBase) {
    step = afterStep;
    base = ofBase;
    clearHot();
    double boundX = boundX();
    double boundY = boundY();
    double limit = MARGIN * network.threshold;
    double limitY = limitY();
    for (int neuron = 0; neuron < activeFrom.length; neuron++) {
      double x = state[2 * neuron];
      double y = state[2 * neuron + 1];
      if (boundX * x + boundY * y > limit || y > limitY || height(neuron) > network.threshold) {
        heat(neuron);
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
      modes.rebase(state);
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
      int neuron = hot[k];
      double x = state[2 * neuron];
      double y = state[2 * neuron + 1];
      if (p * x + q * y > network.threshold) {
        isHot[neuron] = false;
        count = spike(neuron, count);
      } else if (boundX * x + boundY * y > limit || y > limitY) {
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
      deafState[2 * k] = state[2 * deaf[k]];
      deafState[2 * k + 1] = state[2 * deaf[k] + 1];
    }
  }

  @Override
  public void endDeliveries(int[] deaf) {
    for (int k = 0; k < deaf.length; k++) {
      state[2 * deaf[k]] = deafState[2 * k];
      state[2 * deaf[k] + 1] = deafState[2 * k + 1];
    }
  }

  @Override
  public void deliver(int pre) {
    row.read(pre);
    if (network.onlyInhibits(pre)) {
      inhibit(row.targets(), row.weights(), row.size());
    } else {
      excite(row.targets(), row.weights(), row.size());
    }
  }

  private void inhibit(int[] targets, int[] weights, int size) {
    double[] xy = state;
    double x = network.parameters.wSyn() * modes.x[step - base];
    double y = network.parameters.wSyn() * modes.y[step - base];
    for (int c = 0; c < size; c++) {
      int i = 2 * targets[c];
      double w = weights[c];
      xy[i] += w * x;
      xy[i + 1] += w * y;
    }
  }

  private void excite(int[] targets, int[] weights, int size) {
    double[] xy = state;
    double x = network.parameters.wSyn() * modes.x[step - base];
    double y = network.parameters.wSyn() * modes.y[step - base];
    double boundX = boundX();
    double boundY = boundY();
    double limit = MARGIN * network.threshold;
    double limitY = limitY();
    for (int c = 0; c < size; c++) {
      int post = targets[c];
      double w = weights[c];
      double newX = xy[2 * post] + w * x;
      double newY = xy[2 * post + 1] + w * y;
      xy[2 * post] = newX;
      xy[2 * post + 1] = newY;
      if (boundX * newX + boundY * newY > limit || newY > limitY) {
        heat(post);
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

  private void heat(int neuron) {
    if (!isHot[neuron] && step >= activeFrom[neuron]) {
      isHot[neuron] = true;
      if (hotCount == hot.length) {
        hot = Arrays.copyOf(hot, 2 * hotCount);
      }
      hot[hotCount++] = neuron;
    }
  }

  private void clearHot() {
    Arrays.fill(isHot, false);
    hotCount = 0;
  }

  private int spike(int neuron, int count) {
    if (count == spiking.length) {
      spiking = Arrays.copyOf(spiking, 2 * count);
    }
    spiking[count] = neuron;
    state[2 * neuron] = 0;
    state[2 * neuron + 1] = 0;
    return count + 1;
  }

  @Override
  public void kick(int neuron, double height) {
    state[2 * neuron] += height * modes.unit[step - base];
    heat(neuron);
  }

  @Override
  public void reset(int neuron, double height) {
    state[2 * neuron] = height * modes.unit[step - base];
    state[2 * neuron + 1] = 0;
  }

  /// u of a neuron after the last step, in mV.
  double height(int neuron) {
    return modes.p[step - base] * state[2 * neuron] + modes.q[step - base] * state[2 * neuron + 1];
  }

  /// g of a neuron after the last step, in mV.
  double synapticInput(int neuron) {
    return modes.b[step - base] * state[2 * neuron + 1];
  }
}
