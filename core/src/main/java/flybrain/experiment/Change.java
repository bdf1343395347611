package flybrain.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Drives and silenced neurons that replace the present ones in every trial, before a step is
/// simulated. Nothing is checked here; [Recipe#on] makes changes that fit an experiment.
///
/// @param step the first step of the change, 0 or later and before the end of the trial
/// @param drives all driven sets from then on, by place; or null where they stay
/// @param silence the silenced neurons from then on, or null where they stay
public record Change(int step, @Nullable List<Drive> drives, @Nullable Silence silence) {
  public Change {
    drives = drives == null ? null : List.copyOf(drives);
  }
}
