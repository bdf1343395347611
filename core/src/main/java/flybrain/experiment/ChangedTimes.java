package flybrain.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// When in a trial an experiment is not as it is without its changes. Intervals are ascending and
/// do not touch each other.
///
/// @param drives when other neurons are driven, or at other rates
/// @param silencing when other neurons are silenced, or other connections of theirs
public record ChangedTimes(List<Interval> drives, List<Interval> silencing) {
  /// Never.
  public static final ChangedTimes NONE = new ChangedTimes(List.of(), List.of());

  /// Part of a trial.
  ///
  /// @param from its first moment, in s from the start of the trial
  /// @param until its end, in s from the start of the trial; not part of it
  public record Interval(double from, double until) {}

  public ChangedTimes {
    drives = List.copyOf(drives);
    silencing = List.copyOf(silencing);
  }

  /// The times of a recipe, against what it is without its changes.
  ///
  /// @throws flybrain.InputException for times off the grid or outside the trial
  public static ChangedTimes of(Recipe recipe) {
    List<Timeline.State> states = new Resolver(recipe).timeline().states();
    List<Stimulus> drives = rated(recipe.drives());
    return new ChangedTimes(
        intervals(recipe, states, state -> !rated(state.drives()).equals(drives)),
        intervals(recipe, states, state -> differs(state, recipe)));
  }

  private static boolean differs(Timeline.State state, Recipe recipe) {
    return !state.silenced().equals(recipe.silenced())
        || (!state.silenced().isEmpty() && state.mode() != recipe.silenceMode());
  }

  /// Each set with the rate that it has without one of its own.
  private static List<Stimulus> rated(List<Stimulus> drives) {
    List<Stimulus> rated = new ArrayList<>();
    for (int place = 0; place < drives.size(); place++) {
      Stimulus drive = drives.get(place);
      rated.add(drive.isNone() ? drive : new Stimulus(drive.neurons(), Recipe.rate(place, drive)));
    }
    return rated;
  }

  private static List<Interval> intervals(
      Recipe recipe, List<Timeline.State> states, Predicate<Timeline.State> differs) {
    List<Interval> intervals = new ArrayList<>();
    double from = Double.NaN;
    for (Timeline.State state : states) {
      double time = Experiment.duration(state.step(), recipe.parameters().dt());
      if (differs.test(state) == Double.isNaN(from)) {
        if (!Double.isNaN(from)) {
          intervals.add(new Interval(from, time));
        }
        from = Double.isNaN(from) ? time : Double.NaN;
      }
    }
    if (!Double.isNaN(from)) {
      intervals.add(new Interval(from, recipe.duration()));
    }
    return intervals;
  }
}
