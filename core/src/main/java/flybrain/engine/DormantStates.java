package flybrain.engine;

import java.util.Arrays;

/// The states of dormant neurons, computed from the spikes that were delivered in a trial: by the
/// same additions in the same order as if the neurons had been awake, so equal bit for bit.
final class DormantStates {
  private final AwakeRows rows;
  private final IncomingConnections incoming;
  private final ConnectionRow source;
  private final PastDeliveries past;

  /// Past deliveries to one neuron: position, and weight in the lower half.
  private long[] deliveries = new long[256];

  DormantStates(EventBrain brain, AwakeRows rows, IncomingConnections incoming) {
    this.rows = rows;
    this.incoming = incoming;
    this.source = new ConnectionRow(brain.connections);
    this.past = new PastDeliveries();
  }

  /// A copy.
  ///
  /// @param rows a copy of those of the other, as `incoming`
  DormantStates(
      DormantStates other, EventBrain brain, AwakeRows rows, IncomingConnections incoming) {
    this.rows = rows;
    this.incoming = incoming;
    this.source = new ConnectionRow(brain.connections);
    this.past = new PastDeliveries(other.past);
  }

  /// No spike was delivered.
  void clear() {
    past.clear();
  }

  /// Adds a spike that was delivered to the targets of a row.
  void add(int step, int row) {
    past.add(step, row);
  }

  /// Reads what [#add] needs; returns a number without meaning.
  int readAhead(int row) {
    return past.last(row);
  }

  /// Forgets what was delivered before a step.
  void forgetBefore(int step) {
    past.forgetBefore(step);
  }

  /// How many spikes are remembered.
  int size() {
    return past.size();
  }

  /// X and Y of a neuron.
  ///
  /// @param base step to which they refer
  double[] state(int neuron, EventModel model, int base) {
    int count = collect(neuron);
    ScaledModes modes = model.modes;
    double[] xy = new double[2];
    int from = 0;
    for (int k = 0; k < count; k++) {
      int step = past.step((int) (deliveries[k] >> 32));
      for (; step - from >= modes.length; from += modes.length) {
        modes.rebase(xy, 0, 2);
      }
      double w = (int) deliveries[k];
      xy[0] += w * (model.wSyn * modes.gToX[step - from]);
      xy[1] += w * (model.wSyn * modes.gToY[step - from]);
    }
    for (; from < base; from += modes.length) {
      modes.rebase(xy, 0, 2);
    }
    return xy;
  }

  /// Merges the lists of spikes of all presynaptic neurons.
  private int collect(int neuron) {
    int count = 0;
    for (int c = incoming.last(neuron); c >= 0; c = incoming.before(c)) {
      long weight = incoming.weight(c) & 0xffff_ffffL;
      for (int k = past.last(incoming.row(c)); k >= past.start(); k = past.before(k)) {
        if (count == deliveries.length) {
          deliveries = Arrays.copyOf(deliveries, 2 * count);
        }
        deliveries[count++] = (long) k << 32 | weight;
      }
    }
    Arrays.sort(deliveries, 0, count);
    return count;
  }

  /// X and Y of all neurons; wrong for those that were more than targets of deliveries.
  ///
  /// @param base step to which they refer
  void states(double[] xs, double[] ys, EventModel model, int base) {
    ScaledModes modes = model.modes;
    int from = 0;
    for (int k = past.start(); k < past.end(); k++) {
      for (; past.step(k) - from >= modes.length; from += modes.length) {
        modes.rebase(xs, ys);
      }
      double toX = model.wSyn * modes.gToX[past.step(k) - from];
      double toY = model.wSyn * modes.gToY[past.step(k) - from];
      source.read(rows.presynaptic(past.row(k)));
      for (int c = 0; c < source.size(); c++) {
        xs[source.targets()[c]] += source.weights()[c] * toX;
        ys[source.targets()[c]] += source.weights()[c] * toY;
      }
    }
    for (; from < base; from += modes.length) {
      modes.rebase(xs, ys);
    }
  }
}
