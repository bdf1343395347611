package flybrain.live;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.connectome.Connectome;
import flybrain.engine.Engines;
import flybrain.engine.SpikeBlock;
import flybrain.engine.Trial;
import flybrain.experiment.Change;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.Spikes;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/// A brain that runs as long as one likes: it is advanced by stretches of time, and between them
/// driven, silenced, looked at, saved and restored.
///
/// Its history is an experiment: [#recipe] gives it, and a run of it gives the same spikes, one for
/// one. Changes take effect at the next step that is simulated; a change that is undone before that
/// step has no effect. A live brain belongs to one thread at a time.
public final class LiveBrain {
  /// How long to simulate between two looks at whether to go on, in ns.
  private static final double LOOK_NANOS = 10e6;

  /// Steps between two looks at most.
  private static final int MOST_STEPS = 256;

  /// The longest time that is simulated again to get to a state, in s.
  private static final double REPLAYED = 30;

  /// The same where memory is not short.
  private static final double REPLAYED_MOSTLY = 0.5;

  /// Copies at most that do not stay where memory is short, some megabytes each.
  private static final int MOST_COPIES = 32;

  /// Which trial of its experiment it is.
  private static final int TRIAL = 0;

  private final Connectome connectome;
  private final Parameters parameters;
  private final Recipe start;
  private final Experiment endless;
  private final String engine;
  private final SpikeBlock spikes = new SpikeBlock();
  private Trial trial;
  private LiveRecord record;
  private Anchor anchor = Anchor.BEGINNING;

  /// Anchors that need not stay, the oldest first.
  private final List<Anchor> copies = new ArrayList<>();

  private double nanosPerStep = LOOK_NANOS / MOST_STEPS;

  private LiveBrain(Connectome connectome, Recipe start, Experiment endless, String engine) {
    this.connectome = connectome;
    this.parameters = endless.parameters();
    this.start = start;
    this.endless = endless;
    this.engine = engine;
    this.trial = Engines.trial(engine, connectome, endless, TRIAL);
    this.record =
        new LiveRecord(
            new LiveDrives(endless.drives()),
            new LiveSilencing(endless.silence()),
            new RecentSpikes());
  }

  /// A brain at rest, at time 0, on the event-driven engine.
  ///
  /// @param start gives name, seed and parameters, and what is driven and silenced at first; its
  ///   duration and number of trials do not matter
  /// @throws InputException for whatever cannot be run, naming it, and for a recipe with changes
  ///   during a trial or a replay
  public static LiveBrain open(Connectome connectome, Recipe start) {
    return open(connectome, start, Engines.EVENT.key());
  }

  /// A brain at rest, at time 0.
  ///
  /// @param start as in [#open(Connectome, Recipe)]
  /// @param engine key of one of [Engines#all]
  /// @throws InputException for whatever cannot be run, and for a recipe with changes during a
  ///   trial or a replay
  /// @throws IllegalArgumentException for the key of no engine
  public static LiveBrain open(Connectome connectome, Recipe start, String engine) {
    if (!start.changes().isEmpty() || start.replay() != null) {
      throw new InputException(
          "%s: a live brain starts from an experiment without changes during a trial and without a"
                  .formatted(start.name())
              + " replay; leave out [[at]] and replay");
    }
    Experiment first =
        start.withDuration(seconds(1, start.parameters())).on(connectome).experiment();
    Experiment endless =
        new Experiment(
            first.name(),
            first.drives(),
            first.silence(),
            Experiment.MOST_STEPS,
            1,
            first.seed(),
            first.parameters(),
            first.readOuts(),
            null);
    return new LiveBrain(connectome, start, endless, engine);
  }

  /// The brain that it was opened on.
  public Connectome connectome() {
    return connectome;
  }

  /// The parameters of the model on this connectome; they cannot be changed.
  public Parameters parameters() {
    return parameters;
  }

  /// The next step to be simulated.
  public int step() {
    return trial.step();
  }

  /// The time that was simulated, in s.
  public double time() {
    return seconds(step(), parameters);
  }

  /// Gives neurons Poisson input of a rate from now on, in place of any that they have. Other
  /// driven neurons keep theirs, and a neuron of the same rate as before keeps its random events.
  ///
  /// @param neurons indices of this connectome
  /// @param rate in Hz; 0 ends the input, and the neurons have a refractory period again from their
  ///   next spikes on
  /// @throws InputException for a rate outside 0 .. 1 / dt
  public void drive(NeuronSet neurons, double rate) {
    double most = parameters.highestRate();
    if (!(rate >= 0 && rate <= most)) {
      throw new InputException(
          "rate = %s Hz: must be from 0 to %s Hz (one event per time step)"
              .formatted(Decimal.text(rate), Decimal.text(most)));
    }
    record.drives.drive(neurons, rate);
  }

  /// Silences neurons besides the ones that are silenced.
  ///
  /// @param neurons indices of this connectome
  /// @param mode which connections of all silenced neurons are gone
  public void silence(NeuronSet neurons, Silence.Mode mode) {
    record.silencing.silence(neurons, mode);
  }

  /// Gives silenced neurons their connections back. Neurons that are not silenced stay as they are.
  public void unsilence(NeuronSet neurons) {
    record.silencing.unsilence(neurons);
  }

  /// The sets that are driven from the next step on, in the order in which their drives began.
  public List<Drive> drives() {
    return record.drives.wanted();
  }

  /// The neurons that are silenced from the next step on.
  public Silence silenced() {
    return record.silencing.wanted();
  }

  /// Simulates a stretch of time and returns its spikes, by step and neuron. Their steps count from
  /// time 0 of the brain, their trial is 0.
  ///
  /// @param seconds a multiple of dt, at least 0
  /// @throws InputException for another duration, or more steps than are left, of 2^30 in all
  /// @throws InterruptedIOException if the thread is interrupted: the brain has gone on a part of
  ///   the way, and continues from there
  public Spikes advance(double seconds) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    advance(steps(seconds), recorder.begin(TRIAL));
    return recorder.spikes();
  }

  /// Simulates some steps and hands on their spikes; the sink is not ended.
  ///
  /// @param steps at least 0; 0 applies no change
  /// @param sink takes spikes as in [TrialSink#spikes]; steps count from time 0 of the brain
  /// @throws InputException for more steps than are left, of 2^30 in all
  /// @throws InterruptedIOException if the thread is interrupted: the brain has gone on a part of
  ///   the way, and continues from there
  public void advance(int steps, TrialSink sink) throws IOException {
    if (steps < 0 || steps > Experiment.MOST_STEPS - step()) {
      throw new InputException(
          "at %s s only %d steps are left, of %d; restore an earlier state or start again"
              .formatted(
                  Decimal.text(time()), Experiment.MOST_STEPS - step(), Experiment.MOST_STEPS));
    }
    if (steps > 0) {
      record.applyTo(trial);
    }
    simulate(trial, step() + steps, TrialSink.both(record.recent, sink));
  }

  /// Takes a trial to a step.
  private void simulate(Trial of, int end, TrialSink sink) throws IOException {
    spikes.start(_ -> sink, TRIAL);
    try {
      while (of.step() < end) {
        if (Thread.interrupted()) {
          throw new InterruptedIOException(
              "stopped at " + Decimal.text(seconds(of.step(), parameters)) + " s");
        }
        int most = Math.min(MOST_STEPS, end - of.step());
        int few = (int) Math.clamp(LOOK_NANOS / nanosPerStep, 1, most);
        long before = System.nanoTime();
        of.advance(few, spikes);
        nanosPerStep = Math.max(1, (double) (System.nanoTime() - before) / few);
      }
    } finally {
      spikes.flush();
    }
  }

  /// A duration as a number of steps.
  ///
  /// @throws InputException if it is below 0 or not a multiple of dt
  public int steps(double seconds) {
    double steps = Math.rint(seconds / (parameters.dt() / 1000));
    boolean fits = steps >= 0 && steps <= Experiment.MOST_STEPS;
    if (!fits || Math.abs(steps * parameters.dt() / 1000 - seconds) > 1e-9) {
      double nearest = Math.clamp(steps, 0, Experiment.MOST_STEPS);
      throw new InputException(
          "duration = %s s: must be a multiple of dt = %s ms, from 0 to %d steps; nearest: %s"
              .formatted(
                  Decimal.text(seconds),
                  Decimal.text(parameters.dt()),
                  Experiment.MOST_STEPS,
                  Decimal.text(seconds(Double.isNaN(nearest) ? 0 : (int) nearest, parameters))));
    }
    return (int) steps;
  }

  private static double seconds(int steps, Parameters parameters) {
    return Decimal.of(parameters.dt()).times(steps, -3);
  }

  /// v of a neuron, given by its index, after the last step, in mV; v0 before the first. To look at
  /// hundreds of neurons that are not near the threshold makes the event-driven engine slower from
  /// then on.
  public double potential(int neuron) {
    return trial.potential(neuron);
  }

  /// g of a neuron after the last step, in mV; costs as [#potential].
  public double synapticInput(int neuron) {
    return trial.synapticInput(neuron);
  }

  /// The firing rates of the last stretch of time.
  ///
  /// @param window its length in s, a multiple of dt; where less was simulated, all that was
  /// @throws InputException if so many spikes came that the earlier ones of it are forgotten, which
  ///   happens after a quarter of a million; or for a length that is not a multiple of dt
  public FiringRatesNow rates(double window) {
    int steps = Math.min(steps(window), step());
    int from = step() - steps;
    if (from < record.recent.completeFrom()) {
      throw new InputException(
          "window = %s s: of that time some spikes are forgotten; ask for at most %s s"
              .formatted(
                  Decimal.text(window),
                  Decimal.text(seconds(step() - record.recent.completeFrom(), parameters))));
    }
    return record.recent.rates(from, seconds(steps, parameters));
  }

  /// The present state, to be restored any number of times: potentials, spikes under way, random
  /// input, drives, silenced neurons and what was recorded.
  ///
  /// It takes microseconds, and 2 MB at most. Once in half a second of the brain's time it takes
  /// milliseconds and some megabytes, which are given up where memory is short, but for one copy in
  /// half a minute.
  public LiveState save() {
    if (stepsSince(anchor.staying()) > REPLAYED * 1000 / parameters.dt()) {
      anchor = Anchor.firm(trial.copy(), record.changes().size());
    } else if (stepsSince(anchor) > REPLAYED_MOSTLY * 1000 / parameters.dt()) {
      anchor = Anchor.soft(trial.copy(), record.changes().size(), anchor);
      copies.add(anchor);
      thinOut();
    }
    return new LiveState(connectome, start, step(), time(), anchor, record.copy());
  }

  private int stepsSince(Anchor moment) {
    return step() - moment.step();
  }

  /// Lets go of every second of the older copies when there are too many: the longer ago a state
  /// is, the longer it may take to get there.
  private void thinOut() {
    if (copies.size() > MOST_COPIES) {
      for (int k = MOST_COPIES / 2 - 1; k >= 0; k -= 2) {
        copies.remove(k).letGo();
      }
    }
  }

  /// Goes on from a state; without changes, with the same spikes as the brain from which it was
  /// saved.
  ///
  /// Mostly up to half a second of the brain's time is simulated again for that; up to half a
  /// minute where memory is short, and seconds for one of many states of long ago.
  ///
  /// @param state of a live brain on the same connectome, with the same parameters and seed
  /// @throws InputException if it is of another
  /// @throws InterruptedIOException if the thread is interrupted: the brain stays as it is
  public void restore(LiveState state) throws IOException {
    if (!state.connectome().fingerprint().equals(connectome.fingerprint())
        || !state.start().equals(start)) {
      throw new InputException(
          "the state is of another live brain, %s; restore a state of this one, or open a brain that starts as that one did"
              .formatted(difference(state)));
    }
    Anchor from = state.anchor();
    Trial kept = from.trial();
    while (kept == null && from.before() != null) {
      from = from.before();
      kept = from.trial();
    }
    Trial again = kept == null ? Engines.trial(engine, connectome, endless, TRIAL) : kept.copy();
    List<Change> changes = state.record().changes();
    for (Change change : changes.subList(from.changes(), changes.size())) {
      simulate(again, change.step(), TrialSink.NOWHERE);
      LiveRecord.apply(change, again);
    }
    simulate(again, state.step(), TrialSink.NOWHERE);
    trial = again;
    record = state.record().copy();
    anchor = from;
  }

  private String difference(LiveState state) {
    boolean isNamed =
        !state.connectome().name().equals(connectome.name())
            || state.start().seed() != start.seed();
    return isNamed
        ? "of %s with seed %d; this one has %s and seed %d"
            .formatted(
                state.connectome().name(), state.start().seed(), connectome.name(), start.seed())
        : state.connectome().fingerprint().equals(connectome.fingerprint())
            ? "of one that started with another name, other drives, silenced neurons or parameters"
            : "of other connections that are called %s too".formatted(connectome.name());
  }

  /// The history so far as an experiment of one trial, as long as the brain has run: a run of it on
  /// the same connectome gives the same spikes. Sets of neurons that have no name of their own are
  /// among its [Recipe#sets].
  ///
  /// @throws InputException if nothing was simulated yet
  public Recipe recipe() {
    if (step() == 0) {
      throw new InputException("nothing was simulated yet; advance the brain first");
    }
    return new LiveRecipe(connectome, start, parameters, step())
        .of(record.drives.pulses(step()), record.silencing.pulses(step()));
  }
}
