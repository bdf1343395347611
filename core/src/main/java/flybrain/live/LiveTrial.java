package flybrain.live;

import flybrain.engine.Trial;
import flybrain.experiment.Drive;
import flybrain.experiment.Silence;
import java.util.List;

/// A trial under way with what was asked of it and what it fired: everything that a state consists
/// of.
final class LiveTrial {
  final Trial trial;
  final LiveDrives drives;
  final LiveSilencing silencing;
  final RecentSpikes recent;

  LiveTrial(Trial trial, LiveDrives drives, LiveSilencing silencing, RecentSpikes recent) {
    this.trial = trial;
    this.drives = drives;
    this.silencing = silencing;
    this.recent = recent;
  }

  LiveTrial copy() {
    return new LiveTrial(trial.copy(), drives.copy(), silencing.copy(), recent.copy());
  }

  /// Lets what was asked for take effect from the next step on.
  void applyChanges() {
    List<Drive> driven = drives.change(trial.step());
    if (driven != null) {
      trial.drive(driven);
    }
    Silence silence = silencing.change(trial.step());
    if (silence != null) {
      trial.silence(silence);
    }
  }
}
