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

  private EventModel model;
  private ScaledModes modes;

  private final NeuronTable table;

  /// X and Y by neuron.
  private final double[] x;

  private final double[] y;

  /// Signed synapse counts that arrived at the present step; see [EventBrain#sumsFit].
  private final int[] arrived;

  /// u of the neurons of one chunk, in mV.
  private final double[] height = new double[CHUNK];

  private int base;
  private int step;
  private int[] spiking = new int[64];
  private final SparseStates sparse;
  private final ConnectionRow row;

  /// @param sparse of the same trial
  DenseStates(EventBrain brain, EventModel model, SparseStates sparse, NeuronTable table) {
    this.model = model;
    this.modes = model.modes;
    this.sparse = sparse;
    this.table = table;
    this.x = new double[table.neurons()];
    this.y = new double[table.neurons()];
    this.arrived = new int[table.neurons()];
    this.row = new ConnectionRow(brain.connections);
  }

  /// Goes on from the state of another.
  ///
  /// @param sparse of the trial that the copy belongs to, as `table`
  DenseStates(EventBrain brain, DenseStates other, SparseStates sparse, NeuronTable table) {
    this(brain, other.model, sparse, table);
    System.arraycopy(other.x, 0, x, 0, x.length);
    System.arraycopy(other.y, 0, y, 0, y.length);
    System.arraycopy(other.arrived, 0, arrived, 0, arrived.length);
    base = other.base;
    step = other.step;
  }

  /// Takes over from sparse states, as they were left after a step.
  void resume(EventModel newModel, int afterStep) {
    model = newModel;
    modes = newModel.modes;
    step = afterStep;
    base = sparse.store(x, y);
    Arrays.fill(arrived, 0);
  }

  /// Hands over to sparse states, after the present step.
  void handOver() {
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
    double perX = perX();
    double perY = perY();
    step = newStep;
    int count = 0;
    for (int from = 0; from < x.length; from += CHUNK) {
      int to = Math.min(x.length, from + CHUNK);
      advance(from, to, perX, perY, modes.uOfX[step - base], modes.uOfY[step - base]);
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

  @Override
  public int idleUntil() {
    return step + 1;
  }

  @Override
  public void skipTo(int later) {
    throw new IllegalStateException("dense states are never idle");
  }

  /// Lets what arrived enter the states of some neurons, and computes their heights above rest.
  private void advance(int from, int to, double perX, double perY, double uOfX, double uOfY) {
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
      out[i - from] = uOfX * newX + uOfY * newY;
    }
  }

  /// How many of the heights are above threshold; without branches it is counted many at a time.
  private int above(int size) {
    double[] heights = height;
    double threshold = model.threshold;
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
      if (height[i - from] > model.threshold && step >= table.activeFrom(i)) {
        spiking[count++] = i;
      }
    }
    return count;
  }

  /// Lets what arrived at the present step enter the states of all neurons.
  private void enter() {
    double perX = perX();
    double perY = perY();
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
  public int sender(int neuron) {
    return ~neuron;
  }

  @Override
  public void beginDeliveries(int[] cutIncoming) {}

  @Override
  public void endDeliveries(int[] cutIncoming) {
    for (int neuron : cutIncoming) {
      arrived[neuron] = 0;
    }
  }

  @Override
  public double readAhead(int sender) {
    return row.readAhead(sparse.presynaptic(sender));
  }

  @Override
  public int deliver(int sender) {
    row.read(sparse.presynaptic(sender));
    int[] targets = row.targets();
    int[] weights = row.weights();
    int[] sums = arrived;
    for (int c = 0; c < row.size(); c++) {
      sums[targets[c]] += weights[c];
    }
    return row.size();
  }

  @Override
  public void kick(int neuron, double height) {
    x[neuron] += height * modes.uToX[step - base];
  }

  @Override
  public void reset(int neuron, double height) {
    x[neuron] = height * modes.uToX[step - base];
    y[neuron] = 0;
    arrived[neuron] = 0;
  }

  /// Contribution of a synapse to X.
  private double perX() {
    return model.wSyn * modes.gToX[step - base];
  }

  /// Contribution of a synapse to Y.
  private double perY() {
    return model.wSyn * modes.gToY[step - base];
  }

  @Override
  public double height(int neuron) {
    double ofX = modes.uOfX[step - base] * (x[neuron] + arrived[neuron] * perX());
    return ofX + modes.uOfY[step - base] * (y[neuron] + arrived[neuron] * perY());
  }

  @Override
  public double synapticInput(int neuron) {
    return modes.gOfY[step - base] * (y[neuron] + arrived[neuron] * perY());
  }
}
