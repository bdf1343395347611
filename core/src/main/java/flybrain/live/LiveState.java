package flybrain.live;

import flybrain.connectome.Connectome;
import flybrain.engine.Trial;
import flybrain.experiment.Recipe;
import org.jspecify.annotations.Nullable;

/// A state of a live brain, which stays as it is whatever becomes of the brain.
///
/// It is not a copy of all potentials, which would take longer than to simulate seconds anew. It
/// says how to get there from an anchor.
public final class LiveState {
  /// A moment from which a live brain can be simulated anew.
  ///
  /// @param trial to be copied, never advanced; null for the beginning
  /// @param step of the moment
  /// @param changes how many were made before it
  record Anchor(@Nullable Trial trial, int step, int changes) {
    static final Anchor BEGINNING = new Anchor(null, 0, 0);
  }

  private final Connectome connectome;
  private final Recipe start;
  private final int step;
  private final double time;
  private final Anchor anchor;
  private final LiveRecord record;

  /// @param time of the step, in s
  /// @param record to be copied, never changed
  LiveState(
      Connectome connectome,
      Recipe start,
      int step,
      double time,
      Anchor anchor,
      LiveRecord record) {
    this.connectome = connectome;
    this.start = start;
    this.step = step;
    this.time = time;
    this.anchor = anchor;
    this.record = record;
  }

  /// The time that was simulated when it was saved, in s.
  public double time() {
    return time;
  }

  Connectome connectome() {
    return connectome;
  }

  Recipe start() {
    return start;
  }

  int step() {
    return step;
  }

  Anchor anchor() {
    return anchor;
  }

  LiveRecord record() {
    return record;
  }
}
