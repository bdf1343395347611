package flybrain.view;

import flybrain.connectome.Connectome;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import flybrain.live.LiveBrain;
import flybrain.live.LiveState;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A live brain with its last minutes, any moment of which it can go back to.
///
/// Its state is saved from time to time. Between two states the same changes are made again at the
/// same steps.
final class Branch {
  /// Seconds of the brain's time between two saved states.
  private static final int SAVED_EVERY = 31;

  /// Seconds of the brain's time that it can always go back.
  private static final int KEPT = 300;

  /// A change with the step that was the next one when it was made.
  private record Done(int step, LiveChange change) {}

  /// A saved state.
  ///
  /// @param spikes of all neurons until then
  /// @param changes how many were made before it
  private record Moment(LiveState state, int step, long spikes, int changes) {}

  private final LiveBrain brain;
  private final int from;
  private final int stepsBetween;
  private final int stepsKept;
  private final List<NeuronSet> firstSilenced;
  private final List<Done> changes = new ArrayList<>();
  private final Deque<Moment> moments = new ArrayDeque<>();
  private SpikeHistory history = new SpikeHistory();
  private long spikes;

  private Branch(LiveBrain brain, List<NeuronSet> firstSilenced) {
    this.brain = brain;
    this.from = brain.step();
    this.stepsBetween = brain.steps(SAVED_EVERY);
    this.stepsKept = brain.steps(KEPT);
    this.firstSilenced = List.copyOf(firstSilenced);
  }

  /// A brain at rest.
  static Branch trunk(Connectome connectome, Recipe start) {
    LiveBrain brain = LiveBrain.open(connectome, start);
    NeuronSet silenced = brain.silenced().neurons();
    Branch trunk = new Branch(brain, silenced.isEmpty() ? List.of() : List.of(silenced));
    trunk.keepMoment();
    return trunk;
  }

  /// A brain that goes on from here by itself.
  ///
  /// @param start of this one
  Branch branch(Recipe start) throws IOException {
    LiveBrain copy = LiveBrain.open(brain.connectome(), start);
    copy.restore(brain.save());
    Branch branch = new Branch(copy, silenced());
    branch.spikes = spikes;
    branch.history = history.copy();
    branch.keepMoment();
    return branch;
  }

  LiveBrain brain() {
    return brain;
  }

  /// The next step to be simulated.
  int step() {
    return brain.step();
  }

  /// The step at which it began.
  int from() {
    return from;
  }

  /// The earliest step that it can go back to.
  int oldest() {
    return moments.getFirst().step;
  }

  /// Spikes of all neurons since time 0.
  long spikes() {
    return spikes;
  }

  /// The last spikes of all neurons.
  SpikeHistory history() {
    return history;
  }

  /// Makes a change, from the next step on.
  ///
  /// @throws flybrain.InputException if it is not allowed; nothing changes
  void make(LiveChange change) {
    change.on(brain);
    changes.add(new Done(step(), change));
  }

  /// The sets that are silenced, as they were asked for.
  List<NeuronSet> silenced() {
    List<NeuronSet> silenced = new ArrayList<>(firstSilenced);
    for (Done done : changes) {
      switch (done.change) {
        case LiveChange.Driven _ -> {}
        case LiveChange.Silenced(NeuronSet neurons) -> {
          without(neurons, silenced);
          silenced.add(neurons);
        }
        case LiveChange.Unsilenced(NeuronSet neurons) -> without(neurons, silenced);
      }
    }
    return silenced;
  }

  private static void without(NeuronSet gone, List<NeuronSet> sets) {
    Set<Integer> indices = new HashSet<>();
    gone.stream().forEach(indices::add);
    sets.replaceAll(set ->
        set.stream().anyMatch(indices::contains)
            ? NeuronSet.of(
                set.name(), set.stream().filter(index -> !indices.contains(index)).toArray())
            : set);
    sets.removeIf(NeuronSet::isEmpty);
  }

  /// Simulates some steps.
  ///
  /// @param sink takes their spikes
  void advance(int steps, TrialSink sink) throws IOException {
    int end = step() + steps;
    TrialSink counted = TrialSink.both(counter(), sink);
    while (step() < end) {
      if (step() - moments.getLast().step >= stepsBetween) {
        keepMoment();
      }
      brain.advance(Math.min(end - step(), stepsBetween), counted);
    }
  }

  private TrialSink counter() {
    return new TrialSink() {
      @Override
      public void spikes(int[] steps, int[] neurons, int count) {
        spikes += count;
        history.spikes(steps, neurons, count);
      }

      @Override
      public void end() {}
    };
  }

  private void keepMoment() {
    moments.addLast(new Moment(brain.save(), step(), spikes, changes.size()));
    Moment first = moments.removeFirst();
    while (!moments.isEmpty() && moments.getFirst().step <= step() - stepsKept) {
      first = moments.removeFirst();
    }
    moments.addFirst(first);
  }

  /// Goes back to a step, with what was changed until then.
  ///
  /// @param step from [#oldest] to [#step]
  void rewind(int step) throws IOException {
    while (moments.size() > 1 && moments.getLast().step > step) {
      moments.removeLast();
    }
    Moment moment = moments.getLast();
    brain.restore(moment.state);
    spikes = moment.spikes;
    history.cut(moment.step);
    List<Done> later = changes.subList(moment.changes, changes.size());
    List<Done> again = later.stream().filter(done -> done.step <= step).toList();
    later.clear();
    for (Done done : again) {
      brain.advance(done.step - step(), counter());
      make(done.change);
    }
    brain.advance(step - step(), counter());
  }
}
