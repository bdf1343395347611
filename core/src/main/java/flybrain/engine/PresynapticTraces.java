package flybrain.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// What the delivered spikes of each presynaptic neuron add up to, in a target that they reach with
/// weight 1 (in units of w_syn) and that nothing else reaches: its u and g in [ScaledModes], and a
/// ceiling of that u.
///
/// The ceiling is raised before a spike that might lift u above it, so u is never above its present
/// value. Nothing is assumed about intervals between spikes.
final class PresynapticTraces {
  /// How far above the highest u that was met a ceiling is put: fewer raises, more awake targets.
  private static final double SPARE = 1.0625;

  /// The same in the first trial of its kind, in which ceilings rise often.
  private static final double SPARE_AT_FIRST = 1.25;

  /// Entries of each row of [AwakeRows]: X, Y, the ceiling, and the highest u that was met.
  private static final int COLUMNS = 4;

  private static final int CEILING = 2;
  private static final int MET = 3;

  private EventModel model;

  /// [#COLUMNS] entries for each row, in the order of their numbers.
  private double[] traces = new double[64 * COLUMNS];

  private boolean raised;
  private double spare = SPARE;

  PresynapticTraces(EventModel model) {
    this.model = model;
  }

  PresynapticTraces(PresynapticTraces other) {
    this.model = other.model;
    this.traces = other.traces.clone();
    this.raised = other.raised;
    this.spare = other.spare;
  }

  /// No spike was delivered yet, and all ceilings are 0.
  void clear(EventModel newModel) {
    model = newModel;
    Arrays.fill(traces, 0);
    raised = false;
  }

  /// No spike was delivered yet; ceilings stay.
  ///
  /// @param first whether nothing is known from other trials
  void rest(int rows, boolean first) {
    spare = first ? SPARE_AT_FIRST : SPARE;
    for (int row = 0; row < rows; row++) {
      traces[row * COLUMNS] = 0;
      traces[row * COLUMNS + 1] = 0;
    }
  }

  void makeRoom(int rows) {
    if (rows * COLUMNS > traces.length) {
      traces = Arrays.copyOf(traces, 2 * rows * COLUMNS);
    }
  }

  void rebase(int rows) {
    for (int row = 0; row < rows; row++) {
      model.modes.rebase(traces, row * COLUMNS, row * COLUMNS + 2);
    }
  }

  double ceiling(int row) {
    return traces[row * COLUMNS + CEILING];
  }

  /// Raises the ceiling of a row to a value that another trial met.
  ///
  /// @return by how much
  double raiseTo(int row, double ceiling) {
    makeRoom(row + 1);
    double raise = ceiling - ceiling(row);
    if (!(raise > 0)) {
      return 0;
    }
    traces[row * COLUMNS + CEILING] = ceiling;
    traces[row * COLUMNS + MET] = ceiling / SPARE;
    return raise;
  }

  /// Adds a spike.
  ///
  /// @return by how much the ceiling had to be raised; mostly 0
  double add(int row, StepFactors now) {
    int i = row * COLUMNS;
    double x = traces[i] + now.gToX;
    double y = traces[i + 1] + now.gToY;
    traces[i] = x;
    traces[i + 1] = y;
    double u = now.uOfX * x + now.uOfY * y;
    double chord = now.perX * x + now.perY * y;
    double ceiling = traces[i + CEILING];
    if (u <= ceiling && chord <= ceiling) {
      return 0;
    }
    return raise(i, u, now.gOfY * y, Math.max(u, chord));
  }

  private double raise(int i, double u, double g, double atMost) {
    double highest = Math.min(atMost, model.bound.highest(u, g));
    double ceiling = traces[i + CEILING];
    if (highest <= ceiling) {
      return 0;
    }
    raised = true;
    traces[i + MET] = highest;
    traces[i + CEILING] = spare * highest;
    return spare * highest - ceiling;
  }

  /// Whether a spike raised a ceiling since the last call.
  boolean takeRaised() {
    boolean was = raised;
    raised = false;
    return was;
  }

  /// Ceilings for other trials.
  LearntCeilings.Snapshot snapshot(AwakeRows rows) {
    int[] order =
        IntStream.range(0, rows.count())
            .filter(row -> ceiling(row) > 0)
            .boxed()
            .sorted(Comparator.comparingInt(rows::presynaptic))
            .mapToInt(Integer::intValue)
            .toArray();
    return new LearntCeilings.Snapshot(
        IntStream.of(order).map(rows::presynaptic).toArray(),
        IntStream.of(order).mapToDouble(row -> SPARE * traces[row * COLUMNS + MET]).toArray());
  }
}
