package flybrain.live;

import flybrain.engine.Trial;
import flybrain.experiment.Change;
import flybrain.experiment.Drive;
import flybrain.experiment.Silence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was asked of a live brain, what was done to it, and what it fired.
final class LiveRecord {
  final LiveDrives drives;
  final LiveSilencing silencing;
  final RecentSpikes recent;

  /// What was changed in its trial, in order.
  private final List<Change> changes = new ArrayList<>();

  LiveRecord(LiveDrives drives, LiveSilencing silencing, RecentSpikes recent) {
    this.drives = drives;
    this.silencing = silencing;
    this.recent = recent;
  }

  LiveRecord copy() {
    LiveRecord copy = new LiveRecord(drives.copy(), silencing.copy(), recent.copy());
    copy.changes.addAll(changes);
    return copy;
  }

  /// Lets what was asked for take effect in a trial, from its next step on.
  void applyTo(Trial trial) {
    List<Drive> driven = drives.change(trial.step());
    Silence silence = silencing.change(trial.step());
    if (driven != null || silence != null) {
      changes.add(new Change(trial.step(), driven, silence));
      apply(driven, silence, trial);
    }
  }

  /// Applies a change that was made before.
  static void apply(Change change, Trial trial) {
    apply(change.drives(), change.silence(), trial);
  }

  private static void apply(@Nullable List<Drive> driven, @Nullable Silence silence, Trial trial) {
    if (driven != null) {
      trial.drive(driven);
    }
    if (silence != null) {
      trial.silence(silence);
    }
  }

  /// What was changed in its trial so far.
  List<Change> changes() {
    return changes;
  }
}
