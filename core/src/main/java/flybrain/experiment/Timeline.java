package flybrain.experiment;

import flybrain.Decimal;
import flybrain.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/// Lays the timed changes of a recipe over each other.
///
/// At each step the recipe holds with all changes that have started and not ended, in the order in
/// which they begin; of two that begin together the later in the file counts.
final class Timeline {
  /// How far a time may lie off the grid of time steps, in s.
  static final double GRID_TOLERANCE = 1e-9;

  private static final int MOST_RATES = 10_000;

  /// The drives and silenced neurons from a step on.
  record State(
      int step, List<Stimulus> drives, List<NeuronReference> silenced, Silence.Mode mode) {}

  /// A change with its times in steps.
  private record Layer(TimedChange change, int from, int until, int over, int every) {
    boolean holds(int step) {
      return from <= step && step < until;
    }

    /// Steps at which what it does becomes another.
    void addSteps(NavigableSet<Integer> steps) {
      steps.add(from);
      steps.add(until);
      for (long step = from; step < (long) from + over; step += every) {
        steps.add((int) step);
      }
      steps.add(from + over);
    }

    /// How much of a rate's way is done: in each interval as much as in its middle, so that the
    /// mean is that of a straight line.
    double part(int step) {
      int done = step - from;
      if (done >= over) {
        return 1;
      }
      int begin = done / every * every;
      return (begin + Math.min((long) begin + every, over)) / 2.0 / over;
    }
  }

  private final Recipe recipe;
  private final int steps;

  /// By ascending first step, in the order of the file where two begin together.
  private final List<Layer> layers;

  /// @param steps of a trial
  /// @throws InputException for times off the grid or outside the trial
  Timeline(Recipe recipe, int steps) {
    this.recipe = recipe;
    this.steps = steps;
    this.layers =
        recipe.changes().stream()
            .map(this::layer)
            .sorted((one, other) -> Integer.compare(one.from, other.from))
            .toList();
  }

  private Layer layer(TimedChange change) {
    try {
      return onGrid(change);
    } catch (InputException e) {
      throw new InputException(change.origin().text() + e.getMessage(), e);
    }
  }

  private Layer onGrid(TimedChange change) {
    int from = step("time", change.time());
    if (from >= steps) {
      throw outside("time", change.time(), "before");
    }
    int until = steps;
    if (Double.isFinite(change.until())) {
      until = step("until", change.until());
      if (until > steps) {
        throw outside("until", change.until(), "at most");
      }
    }
    int over = step("over", change.over());
    if (from + (long) over > until) {
      throw new InputException(
          "over = %s s: at %s s there are only %s s left; make it shorter"
              .formatted(
                  Decimal.text(change.over()),
                  Decimal.text(change.time()),
                  Decimal.text(Experiment.duration(until - from, recipe.parameters().dt()))));
    }
    int every = Math.max(1, over == 0 ? 1 : step("every", change.every()));
    if (over / every > MOST_RATES) {
      throw new InputException(
          "every = %s s: must be at least %s s, a rate takes at most %d values on its way"
              .formatted(
                  Decimal.text(change.every()),
                  Decimal.text(change.over() / MOST_RATES),
                  MOST_RATES));
    }
    return new Layer(change, from, until, over, every);
  }

  private InputException outside(String what, double seconds, String allowed) {
    return new InputException(
        "%s = %s s: must be %s t_run = %s s"
            .formatted(what, Decimal.text(seconds), allowed, Decimal.text(recipe.duration())));
  }

  private int step(String what, double seconds) {
    double dt = recipe.parameters().dt() / 1000;
    double step = Math.rint(seconds / dt);
    if (step > Experiment.MOST_STEPS || Math.abs(step * dt - seconds) > GRID_TOLERANCE) {
      throw new InputException(
          "%s = %s s: must be a multiple of dt = %s ms, and no more than %d steps"
              .formatted(
                  what,
                  Decimal.text(seconds),
                  Decimal.text(recipe.parameters().dt()),
                  Experiment.MOST_STEPS));
    }
    return (int) step;
  }

  /// The states from step 0 on, one for each step at which something changes, in order.
  List<State> states() {
    List<State> states = new ArrayList<>();
    states.add(new State(0, recipe.drives(), recipe.silenced(), recipe.silenceMode()));
    NavigableSet<Integer> changing = new TreeSet<>();
    layers.forEach(layer -> layer.addSteps(changing));
    for (int step : changing.headSet(steps)) {
      State next = at(step);
      State last = states.getLast();
      if (!next.equals(new State(step, last.drives, last.silenced, last.mode))) {
        states.add(next);
      }
    }
    return states;
  }

  private State at(int step) {
    Recipe now = recipe;
    for (Layer layer : layers) {
      if (layer.holds(step)) {
        now = with(now, layer.change, layer.part(step));
      }
    }
    return new State(step, now.drives(), now.silenced(), now.silenceMode());
  }

  private static Recipe with(Recipe before, TimedChange change, double part) {
    Recipe now = before;
    for (var drive : change.drives().entrySet()) {
      int place = drive.getKey();
      Stimulus present = now.drive(place);
      boolean hasRate = !present.neurons().isEmpty() && (present.rate() != null || place < 2);
      Stimulus rated = hasRate ? new Stimulus(present.neurons(), now.rate(place)) : present;
      now = now.withDrive(place, drive.getValue().on(rated, part));
    }
    now = now.withSilenced(Objects.requireNonNullElse(change.silenced(), now.silenced()));
    return now.withSilenceMode(Objects.requireNonNullElse(change.silenceMode(), now.silenceMode()));
  }
}
