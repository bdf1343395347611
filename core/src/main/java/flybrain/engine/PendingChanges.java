package flybrain.engine;

import flybrain.experiment.Change;
import java.util.List;

/// The changes of an experiment that are still to come in a trial.
final class PendingChanges {
  private final List<Change> changes;
  private int next;

  /// The step before which the next change is to be applied; beyond all steps when none is left.
  private int step;

  /// @param changes by ascending step
  PendingChanges(List<Change> changes) {
    this(changes, 0);
  }

  private PendingChanges(List<Change> changes, int next) {
    this.changes = changes;
    this.next = next;
    this.step = next < changes.size() ? changes.get(next).step() : Integer.MAX_VALUE;
  }

  PendingChanges copy() {
    return new PendingChanges(changes, next);
  }

  /// The step before which the next change is to be applied.
  int step() {
    return step;
  }

  /// Applies the changes of the step that a trial simulates next.
  void applyTo(Trial trial) {
    while (step == trial.step()) {
      Change change = changes.get(next++);
      if (change.drives() != null) {
        trial.drive(change.drives());
      }
      if (change.silence() != null) {
        trial.silence(change.silence());
      }
      step = next < changes.size() ? changes.get(next).step() : Integer.MAX_VALUE;
    }
  }
}
