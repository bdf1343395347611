package flybrain.engine;

import java.util.Arrays;

/// The neurons that certainly stay below the threshold, and how high they may rise at most.
///
/// A neuron that was not kicked and has not spiked in a trial has u = w_syn Σ w_i F_i, where F_i is
/// the u of the [PresynapticTraces]. F_i is never negative, so without the inhibitory connections
/// and with ceilings in place of F_i this is a bound of u. A neuron is dormant while its bound is
/// below the threshold.
final class DormantNeurons {
  /// Covers the rounding of bounds and of u.
  private static final double MARGIN = 1 - 1e-9;

  /// Above this share of the bound at which they must, neurons wake with the next that must.
  private static final double DROWSY = 0.9;

  /// Up to this share of it neurons fall asleep in the first trial of its kind, in which bounds go
  /// on to rise: to stay awake costs less than to wake.
  private static final double SLEEPY = 0.3;

  private final AwakeNeurons awake;
  private final ConnectionRow source;

  /// By neuron, in units of w_syn; of no meaning for neurons that are awake.
  private double[] bound = {};

  private double sign;
  private double limit;

  /// The bound above which a neuron is drowsy.
  private double drowsyFrom;

  /// Dormant neurons that are to wake, each once.
  private int[] drowsy = new int[64];

  private int drowsyCount;

  /// What bounds and ceilings were last raised to.
  private LearntCeilings.Snapshot known = LearntCeilings.Snapshot.NONE;

  DormantNeurons(EventBrain brain, AwakeNeurons awake) {
    this.awake = awake;
    this.source = new ConnectionRow(brain.connections);
  }

  /// A copy.
  ///
  /// @param awake a copy of those of the other
  DormantNeurons(DormantNeurons other, EventBrain brain, AwakeNeurons awake) {
    this(brain, awake);
    bound = other.bound.clone();
    sign = other.sign;
    limit = other.limit;
    drowsyFrom = other.drowsyFrom;
    drowsy = other.drowsy.clone();
    drowsyCount = other.drowsyCount;
    known = other.known;
  }

  /// All neurons are dormant, and all ceilings 0.
  void clear(EventModel model) {
    Arrays.fill(bound, 0);
    drowsyCount = 0;
    known = LearntCeilings.Snapshot.NONE;
    sign = Math.signum(model.wSyn);
    limit = MARGIN * model.threshold / Math.abs(model.wSyn);
    drowsyFrom = DROWSY * limit;
  }

  /// Computes all bounds anew, while no neuron is awake. Those that had better not fall asleep are
  /// drowsy.
  void assess(EventModel model, AwakeRows rows, PresynapticTraces traces) {
    clear(model);
    drowsyFrom = SLEEPY * limit;
    for (int row = 0; row < rows.count(); row++) {
      raise(rows.presynaptic(row), traces.ceiling(row));
    }
    drowsyFrom = DROWSY * limit;
  }

  /// Raises ceilings to those of other trials, and bounds accordingly.
  void expect(LearntCeilings.Snapshot snapshot, AwakeRows rows, PresynapticTraces traces) {
    if (snapshot == known) {
      return;
    }
    for (int k = 0; k < snapshot.size(); k++) {
      double raise = traces.raiseTo(rows.row(snapshot.neuron(k)), snapshot.ceiling(k));
      if (raise > 0) {
        raise(snapshot.neuron(k), raise);
      }
    }
    known = snapshot;
  }

  /// Raises the bounds of the dormant targets of a neuron.
  ///
  /// @param raise of the ceiling of its trace
  /// @return whether any of them must wake
  boolean raise(int pre, double raise) {
    if (bound.length == 0) {
      bound = new double[awake.neurons()];
    }
    source.read(pre);
    int[] targets = source.targets();
    int[] weights = source.weights();
    boolean anyMust = false;
    for (int c = 0; c < source.size(); c++) {
      double w = sign * weights[c];
      if (w > 0) {
        double before = bound[targets[c]];
        double after = before + w * raise;
        bound[targets[c]] = after;
        // The place is in another line of the cache, so it is looked up last.
        if (!(after < drowsyFrom) && awake.place(targets[c]) < 0) {
          boolean wasDrowsy = before > 0 && !(before < drowsyFrom);
          if (!wasDrowsy) {
            addDrowsy(targets[c]);
          }
          anyMust |= !(after < limit);
        }
      }
    }
    return anyMust;
  }

  private void addDrowsy(int neuron) {
    if (drowsyCount == drowsy.length) {
      drowsy = Arrays.copyOf(drowsy, 2 * drowsyCount);
    }
    drowsy[drowsyCount++] = neuron;
  }

  /// The neurons that are to wake, which are then no longer dormant.
  int[] takeDrowsy() {
    int[] all = Arrays.copyOf(drowsy, drowsyCount);
    drowsyCount = 0;
    return all;
  }
}
