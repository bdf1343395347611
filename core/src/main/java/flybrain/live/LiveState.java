package flybrain.live;

import flybrain.connectome.Connectome;
import flybrain.experiment.Recipe;

/// A state of a live brain, which stays as it is whatever becomes of the brain. [LiveBrain#save]
/// makes it, [LiveBrain#restore] goes back to it, on another live brain with the same start too.
///
/// It is not a copy of all potentials; it says how to get there from an [Anchor].
public final class LiveState {
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
