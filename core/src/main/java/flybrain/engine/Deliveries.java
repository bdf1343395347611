package flybrain.engine;

/// The loops over the targets of a spike, into which most of the engine's time goes.
///
/// A delivery leaves u alone, so the two chords of the [FiringBound] are all there is to test to
/// know whether its target becomes hot.
final class Deliveries {
  /// What the spikes of a neuron do to their targets.
  enum Kind {
    /// They bring none nearer to the threshold.
    INHIBIT,
    /// Most stay far below it: a branch is predicted well.
    HEAT_FEW,
    /// Many are hot or become so, since all others are dormant.
    HEAT_MANY
  }

  private Deliveries() {}

  /// Delivers a row of [AwakeRows].
  ///
  /// HotSpot does not inline a method as large as these three loops together, which leaves each of
  /// them all registers.
  ///
  /// @param xy X and Y in turn, by place
  /// @param limit of the [FiringBound]
  /// @param entries of the rows, from one index to another
  static void deliver(
      double[] xy,
      HotNeurons hot,
      StepFactors now,
      double limit,
      int[] entries,
      int from,
      int to,
      Kind kind) {
    int[] heat = hot.entries;
    double toX = now.synapseToX;
    double toY = now.synapseToY;
    double perX = now.perX;
    double perY = now.perY;
    double limitY = now.limitY;
    if (kind == Kind.INHIBIT) {
      for (int c = from; c < to; c += 2) {
        int i = entries[c];
        double w = entries[c + 1];
        xy[i] += w * toX;
        xy[i + 1] += w * toY;
      }
    } else if (kind == Kind.HEAT_FEW) {
      for (int c = from; c < to; c += 2) {
        int i = entries[c];
        double w = entries[c + 1];
        double x = xy[i] + w * toX;
        double y = xy[i + 1] + w * toY;
        xy[i] = x;
        xy[i + 1] = y;
        if (perX * x + perY * y > limit || y > limitY) {
          hot.heat(i);
        }
      }
    } else {
      int end = hot.end;
      for (int c = from; c < to; c += 2) {
        int i = entries[c];
        double w = entries[c + 1];
        double x = xy[i] + w * toX;
        double y = xy[i + 1] + w * toY;
        xy[i] = x;
        xy[i + 1] = y;
        int heated = FiringBound.mayFire(perX * x + perY * y, limit, y, limitY) & heat[i];
        heat[end] = i;
        end += heated;
        heat[i] -= heated;
      }
      hot.end = end;
    }
  }

  /// Delivers a row of which no connection brings its target nearer to the threshold.
  ///
  /// @param xy X and Y in turn, by neuron
  static void inhibit(double[] xy, StepFactors now, ConnectionRow row) {
    int[] targets = row.targets();
    int[] weights = row.weights();
    double toX = now.synapseToX;
    double toY = now.synapseToY;
    int end = row.size();
    for (int c = 0; c < end; c++) {
      int i = 2 * targets[c];
      xy[i] += weights[c] * toX;
      xy[i + 1] += weights[c] * toY;
    }
  }

  /// Delivers any other row.
  ///
  /// @param xy X and Y in turn, by neuron
  /// @param limit of the [FiringBound]
  static void excite(
      double[] xy, HotNeurons hot, StepFactors now, double limit, ConnectionRow row) {
    int[] targets = row.targets();
    int[] weights = row.weights();
    double toX = now.synapseToX;
    double toY = now.synapseToY;
    double perX = now.perX;
    double perY = now.perY;
    double limitY = now.limitY;
    int size = row.size();
    int[] heat = hot.entries;
    byte[] cool = hot.ofAll();
    int end = hot.end;
    for (int c = 0; c < size; c++) {
      int neuron = targets[c];
      int i = 2 * neuron;
      double x = xy[i] + weights[c] * toX;
      double y = xy[i + 1] + weights[c] * toY;
      xy[i] = x;
      xy[i + 1] = y;
      int heated = FiringBound.mayFire(perX * x + perY * y, limit, y, limitY) & cool[neuron];
      heat[end] = i;
      end += heated;
      cool[neuron] -= (byte) heated;
    }
    hot.end = end;
  }
}
