package flybrain.live;

import flybrain.connectome.Connectome;
import flybrain.experiment.Recipe;

/// A state of a live brain, which stays as it is whatever becomes of the brain.
public final class LiveState {
  private final Connectome connectome;
  private final Recipe start;
  private final double time;
  private final LiveTrial trial;

  LiveState(Connectome connectome, Recipe start, double time, LiveTrial trial) {
    this.connectome = connectome;
    this.start = start;
    this.time = time;
    this.trial = trial;
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

  /// To be copied, never advanced.
  LiveTrial trial() {
    return trial;
  }
}
