package flybrain.engine;

import java.util.Arrays;

/// The ceilings of [PresynapticTraces] that trials with the same parameters and driven neurons have
/// met, on an open brain. Any of its threads reads them at the start of a trial and adds to them at
/// the end.
///
/// They are expectations: whatever is learnt, a trial raises its own ceilings where it must, so
/// they change its speed and nothing else.
final class LearntCeilings {
  /// Ceilings of some neurons; never changes.
  static final class Snapshot {
    static final Snapshot NONE = new Snapshot(new int[0], new double[0]);

    /// Presynaptic neurons, ascending.
    private final int[] neurons;

    /// One each, above 0.
    private final double[] ceilings;

    Snapshot(int[] neurons, double[] ceilings) {
      this.neurons = neurons;
      this.ceilings = ceilings;
    }

    int size() {
      return neurons.length;
    }

    int neuron(int k) {
      return neurons[k];
    }

    double ceiling(int k) {
      return ceilings[k];
    }

    boolean isEmpty() {
      return neurons.length == 0;
    }

    /// The neurons of both, each with the higher ceiling.
    Snapshot with(Snapshot other) {
      int[] all = new int[neurons.length + other.neurons.length];
      double[] highest = new double[all.length];
      int size = 0;
      int i = 0;
      int k = 0;
      while (i < neurons.length || k < other.neurons.length) {
        int mine = i < neurons.length ? neurons[i] : Integer.MAX_VALUE;
        int theirs = k < other.neurons.length ? other.neurons[k] : Integer.MAX_VALUE;
        all[size] = Math.min(mine, theirs);
        double ofMine = mine <= theirs ? ceilings[i++] : 0;
        double ofTheirs = theirs <= mine ? other.ceilings[k++] : 0;
        highest[size++] = Math.max(ofMine, ofTheirs);
      }
      return new Snapshot(Arrays.copyOf(all, size), Arrays.copyOf(highest, size));
    }
  }

  private volatile Snapshot snapshot = Snapshot.NONE;

  /// Whether activity is so high that to be lazy is not worth the effort.
  private volatile boolean crowded;

  boolean isCrowded() {
    return crowded;
  }

  void crowd() {
    crowded = true;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  synchronized void add(Snapshot met) {
    snapshot = snapshot.with(met);
  }
}
