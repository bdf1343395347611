package flybrain.engine;

import java.util.Arrays;

/// States for high activity: all neurons are compared with the threshold at every step, in plain
/// loops that the compiler turns into vector instructions, and a delivery is one addition.
///
/// Synapse counts that arrive at a step are added up by neuron, and enter the states in the pass of
/// the next step.
final class DenseStates implements NeuronStates {
  /// Neurons that are advanced before they are compared with the threshold: fits the first cache.
  private static final int CHUNK = 512;

  private final EventNetwork network;
  private final ScaledModes modes;
  private final int[] activeFrom;
  private final double[] x;
  private final double[] y;

  /// Signed synapse counts that arrived at the present step; see [EventNetwork#sumsFit].
  private final int[] arrived;

  private final double[] height = new double[CHUNK];
  private int base;
  private int step;
  private int[] spiking = new int[64];
  private final ConnectionRow row;

  DenseStates(EventNetwork network, int[] activeFrom) {
    this.network = network;
    this.modes = network.modes;
    this.activeFrom = activeFrom;
    this.x = new double[activeFrom.length];
    this.y = new double[activeFrom.length];
    this.arrived = new int[activeFrom.length];
    this.row = new ConnectionRow(network.connections);
  }

  /// Takes over from sparse states, as they were left after a step.
  void resume(SparseStates sparse, int afterStep) {
    step = afterStep;
    base = sparse.base();
    sparse.store(x, y);
    Arrays.fill(arrived, 0);
  }

  /// Hands over to sparse states, after the present step.
  void handOver(SparseStates sparse) {
    enter();
    sparse.resume(x, y, step, base);
  }

  @Override
  public int threshold(int newStep) {
    if (newStep - base == modes.length) {
      enter();
      modes.rebase(x, y);
      base = newStep;
      step = newStep;
    }
    double perX = network.parameters.wSyn() * modes.x[step - base];
    double perY = network.parameters.wSyn() * modes.y[step - base];
    step = newStep;
    int count = 0;
    for (int from = 0; from < x.length; from += CHUNK) {
      int to = Math.min(x.length, from + CHUNK);
      advance(from, to, perX, perY, modes.p[step - base], modes.q[step - base]);
      if (above(to - from) > 0) {
        count = collect(from, to, count);
      }
    }
    for (int k = 0; k < count; k++) {
      x[spiking[k]] = 0;
      y[spiking[k]] = 0;
    }
    return count;
  }

  /// Lets what arrived enter the states of some neurons, and computes their heights above rest.
  private void advance(int from, int to, double perX, double perY, double p, double q) {
    double[] xs = x;
    double[] ys = y;
    int[] in = arrived;
    double[] out = height;
    for (int i = from; i < to; i++) {
      double newX = xs[i] + in[i] * perX;
      double newY = ys[i] + in[i] * perY;
      xs[i] = newX;
      ys[i] = newY;
      in[i] = 0;
      out[i - from] = p * newX + q * newY;
    }
  }

  /// How many of the heights are above threshold; without branches it is counted many at a time.
  private int above(int size) {
    double[] heights = height;
    double threshold = network.threshold;
    int above = 0;
    for (int i = 0; i < size; i++) {
      above += heights[i] > threshold ? 1 : 0;
    }
    return above;
  }

  private int collect(int from, int to, int before) {
    int count = before;
    if (spiking.length < count + CHUNK) {
      spiking = Arrays.copyOf(spiking, 2 * (count + CHUNK));
    }
    for (int i = from; i < to; i++) {
      if (height[i - from] > network.threshold && step >= activeFrom[i]) {
        spiking[count++] = i;
      }
    }
    return count;
  }

  /// Lets what arrived at the present step enter the states of all neurons.
  private void enter() {
    double perX = network.parameters.wSyn() * modes.x[step - base];
    double perY = network.parameters.wSyn() * modes.y[step - base];
    for (int i = 0; i < x.length; i++) {
      x[i] += arrived[i] * perX;
      y[i] += arrived[i] * perY;
      arrived[i] = 0;
    }
  }

  @Override
  public int[] spiking() {
    return spiking;
  }

  @Override
  public void beginDeliveries(int[] deaf) {}

  @Override
  public void deliver(int pre) {
    row.read(pre);
    int[] targets = row.targets();
    int[] weights = row.weights();
    int[] sums = arrived;
    for (int c = 0; c < row.size(); c++) {
      sums[targets[c]] += weights[c];
    }
  }

  @Override
  public void endDeliveries(int[] deaf) {
    for (int neuron : deaf) {
      arrived[neuron] = 0;
    }
  }

  @Override
  public void kick(int neuron, double height) {
    x[neuron] += height * modes.unit[step - base];
  }

  @Override
  public void reset(int neuron, double height) {
    x[neuron] = height * modes.unit[step - base];
    y[neuron] = 0;
    arrived[neuron] = 0;
  }
}
