package flybrain.experiment;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.connectome.Connectome;
import flybrain.model.Parameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A requested experiment, before a connectome is chosen.
///
/// It comes from a preset, an experiment file or nothing ([#DEFAULT]); options of the command line
/// change it. [#on] resolves it on a connectome. It is immutable: each `with` method returns
/// another recipe.
///
///     Recipe recipe = Presets.get("sugar").withRate(100).withTrials(10).withSeed(7);
///
/// @param name name of the experiment, `[A-Za-z0-9_.-]`
/// @param drives the driven sets; the first has the rate [#DEFAULT_RATE] where it names none, the
///   second [#DEFAULT_RATE2], and all others must have one
/// @param silenced silenced neurons
/// @param silenceMode which connections of silenced neurons to remove
/// @param changes of drives and silenced neurons during a trial
/// @param duration of a trial in s (`t_run`), a multiple of `dt`
/// @param trials number of trials (`n_run`), at least 1; 1 with a replay
/// @param seed of the random streams, any number; each trial has streams of its own
/// @param parameters of the model
/// @param weightGiven whether `w_syn` was asked for; otherwise the connectome's weight of a synapse
///   takes its place
/// @param readOut neurons whose rates are reported, each reference by itself
/// @param replay CSV file of input events that replace the Poisson drive, or null
/// @param missing what to do with ids that the connectome does not have
/// @param sets the user's own sets, ids by name
public record Recipe(
    String name,
    List<Stimulus> drives,
    List<NeuronReference> silenced,
    Silence.Mode silenceMode,
    List<TimedChange> changes,
    double duration,
    int trials,
    long seed,
    Parameters parameters,
    boolean weightGiven,
    List<NeuronReference> readOut,
    @Nullable Path replay,
    Missing missing,
    Map<String, List<Long>> sets) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,200}");

  private static final String WEIGHT = "w_syn";

  /// Rate of the first driven set in Hz, `r_poi` of Shiu et al. 2024.
  public static final double DEFAULT_RATE = 150;

  /// Rate of the second driven set in Hz, `r_poi2` of Shiu et al. 2024.
  public static final double DEFAULT_RATE2 = 0;

  /// Nothing driven; 30 trials of 1 s, as in Shiu et al. 2024, with seed 1.
  public static final Recipe DEFAULT =
      new Recipe(
          "experiment",
          List.of(),
          List.of(),
          Silence.Mode.OUTGOING,
          List.of(),
          1.0,
          30,
          1,
          Parameters.SHIU_2024,
          false,
          List.of(),
          null,
          Missing.ERROR,
          Map.of());

  /// Checks what can be checked of each value alone, and copies the collections.
  ///
  /// @throws InputException for a name, duration or number of trials that can never be right
  public Recipe {
    if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new InputException(
          "name = '%s': must be 1 to 200 of the characters A-Z a-z 0-9 _ . -".formatted(name));
    }
    if (!(duration > 0) || Double.isInfinite(duration)) {
      throw new InputException(
          "t_run = %s s: must be above 0 and finite".formatted(Decimal.text(duration)));
    }
    if (trials < 1) {
      throw new InputException("n_run = %d: must be at least 1".formatted(trials));
    }
    drives = withoutNoneAtTheEnd(drives);
    silenced = List.copyOf(silenced);
    changes = List.copyOf(changes);
    readOut = List.copyOf(readOut);
    Map<String, List<Long>> copy = new LinkedHashMap<>();
    sets.forEach((set, ids) -> copy.put(set, List.copyOf(ids)));
    sets = Collections.unmodifiableMap(copy);
  }

  /// The experiment on a connectome, with every neuron resolved and everything checked. Reads the
  /// files of ids and of events to replay.
  ///
  /// @throws flybrain.UnknownNeuronException for typed ids that the connectome does not have,
  ///   unless [#missing] is [Missing#SKIP]
  /// @throws InputException for whatever else cannot be run, naming it: an unknown name, an
  ///   unreadable file, a time off the grid of dt, a rate above 1 / dt, a neuron in two driven sets
  public Resolution on(Connectome connectome) {
    return new Resolver(this).resolve(connectome);
  }

  /// Finds what is wrong with this recipe on any connectome, before one is loaded.
  ///
  /// @throws InputException for an unknown set, an unreadable file of ids, or numbers that make no
  ///   sense together
  public void check() {
    new Resolver(this).check();
  }

  /// So that a recipe without a second set equals one whose second set is empty.
  private static List<Stimulus> withoutNoneAtTheEnd(List<Stimulus> drives) {
    int used = drives.size();
    while (used > 0 && drives.get(used - 1).isNone()) {
      used--;
    }
    return List.copyOf(drives.subList(0, used));
  }

  /// Name of the driven set at a place, counted from 0: `drive`, `drive2`, `drive3`.
  public static String driveName(int place) {
    return place == 0 ? "drive" : "drive" + (place + 1);
  }

  /// How many driven sets there are, with those that come on the way.
  int places() {
    int later = changes.stream().mapToInt(TimedChange::places).max().orElse(0);
    return Math.max(drives.size(), later);
  }

  /// The driven set at a place, counted from 0; [Stimulus#NONE] if the recipe has fewer.
  public Stimulus drive(int place) {
    return place < drives.size() ? drives.get(place) : Stimulus.NONE;
  }

  /// The rate of the driven set at a place in Hz; where none was given the default of Shiu et al.
  /// 2024, [#DEFAULT_RATE] for the first and [#DEFAULT_RATE2] for any other.
  public double rate(int place) {
    return rate(place, drive(place));
  }

  static double rate(int place, Stimulus stimulus) {
    Double rate = stimulus.rate();
    return rate == null ? place == 0 ? DEFAULT_RATE : DEFAULT_RATE2 : rate;
  }

  /// The files read to resolve this recipe: files of neuron ids, and of events to replay.
  public List<Path> files() {
    Stream<NeuronReference> driven = drives.stream().flatMap(drive -> drive.neurons().stream());
    Stream<NeuronReference> later = changes.stream().flatMap(TimedChange::neurons);
    Stream<Path> ids =
        Stream.of(driven, silenced.stream(), later, readOut.stream())
            .flatMap(references -> references)
            .flatMap(reference -> reference.files().stream());
    return Stream.concat(ids, Stream.ofNullable(replay)).distinct().toList();
  }

  /// Sets the name, which is in reports and files.
  ///
  /// @param newName 1 to 200 of the characters `A-Z a-z 0-9 _ . -`
  /// @throws InputException for another name
  public Recipe withName(String newName) {
    return with(draft -> draft.name = newName);
  }

  /// Replaces all driven sets.
  ///
  /// @param newDrives in order: the first two have default rates, all others need one
  public Recipe withDrives(List<Stimulus> newDrives) {
    return with(draft -> draft.drives = newDrives);
  }

  /// Replaces the driven set at a place, counted from 0; places before it that are free stay empty.
  public Recipe withDrive(int place, Stimulus newDrive) {
    List<Stimulus> all = new ArrayList<>(drives);
    while (all.size() <= place) {
      all.add(Stimulus.NONE);
    }
    all.set(place, newDrive);
    return withDrives(all);
  }

  /// Appends a driven set, also after the sets that come on the way.
  public Recipe withFurtherDrive(Stimulus more) {
    return withDrive(places(), more);
  }

  /// Replaces the neurons of the driven set at a place, counted from 0; the rate stays.
  public Recipe withDriven(int place, List<NeuronReference> neurons) {
    return withDrive(place, new Stimulus(neurons, drive(place).rate()));
  }

  /// Sets the rate of the driven set at a place, counted from 0, in Hz, finite and at least 0.
  ///
  /// @throws InputException for another rate
  public Recipe withRate(int place, double rate) {
    return withDrive(place, new Stimulus(drive(place).neurons(), rate));
  }

  /// Replaces the neurons of the first driven set; the rate stays.
  public Recipe withDriven(List<NeuronReference> neurons) {
    return withDriven(0, neurons);
  }

  /// Sets the rate of the first driven set in Hz, finite and at least 0.
  ///
  /// @throws InputException for another rate
  public Recipe withRate(double rate) {
    return withRate(0, rate);
  }

  /// Replaces all changes during a trial.
  ///
  /// @param newChanges in the order of a file, which decides where two begin together
  public Recipe withChanges(List<TimedChange> newChanges) {
    return with(draft -> draft.changes = newChanges);
  }

  /// Adds a change on the way.
  public Recipe withFurtherChange(TimedChange more) {
    return withChanges(Stream.concat(changes.stream(), Stream.of(more)).toList());
  }

  /// Adds a set that is driven for a while, at a place after all others.
  ///
  /// @param time when it begins, in s from the start of the trial
  /// @param until when it ends, in s; infinite for never
  /// @throws InputException for times as [TimedChange] refuses them
  public Recipe withPulse(Stimulus drive, double time, double until) {
    return withFurtherChange(TimedChange.pulse(time, until, places(), drive));
  }

  /// Sets the duration of a trial.
  ///
  /// @param newDuration in s, above 0 and finite; [#on] refuses one that is not a multiple of dt
  /// @throws InputException for another duration
  public Recipe withDuration(double newDuration) {
    return with(draft -> draft.duration = newDuration);
  }

  /// Sets the number of trials.
  ///
  /// @param newTrials at least 1; 1 with a replay
  /// @throws InputException for less than 1
  public Recipe withTrials(int newTrials) {
    return with(draft -> draft.trials = newTrials);
  }

  /// Sets the seed of the random streams; any number will do.
  public Recipe withSeed(long newSeed) {
    return with(draft -> draft.seed = newSeed);
  }

  /// Changes parameters, as [Parameters#with(Map)]. A given `w_syn` takes the place of the
  /// connectome's weight of a synapse.
  ///
  /// @param changes values by name, in mV and ms
  /// @throws InputException for an unknown name or a value out of its range
  public Recipe withParameters(Map<String, Double> changes) {
    return with(draft -> {
      draft.parameters = parameters.with(changes);
      draft.weightGiven = weightGiven || changes.containsKey(WEIGHT);
    });
  }

  /// The parameters on a connectome: its weight of a synapse where no other is asked for.
  Parameters parametersOn(Connectome connectome) {
    return weightGiven ? parameters : parameters.with(WEIGHT, connectome.weight().millivolts());
  }

  /// Sets the neurons whose rates are reported, each reference by its own name. They change nothing
  /// in the simulation.
  public Recipe withReadOut(List<NeuronReference> newReadOut) {
    return with(draft -> draft.readOut = newReadOut);
  }

  /// Replaces the silenced neurons.
  public Recipe withSilenced(List<NeuronReference> newSilenced) {
    return with(draft -> draft.silenced = newSilenced);
  }

  /// Chooses which connections of silenced neurons are removed; by default the outgoing ones.
  public Recipe withSilenceMode(Silence.Mode newMode) {
    return with(draft -> draft.silenceMode = newMode);
  }

  /// Replays recorded events instead of drawing them: takes the rates away and sets one trial.
  ///
  /// A rate or a number of trials above 1 given after this is refused by [#check] and [#on].
  public Recipe withReplay(Path newReplay) {
    return with(draft -> {
      draft.replay = newReplay;
      draft.drives = drives.stream().map(drive -> new Stimulus(drive.neurons(), null)).toList();
      draft.trials = 1;
    });
  }

  /// Chooses what to do with ids that the connectome does not have; by default they are refused.
  public Recipe withMissing(Missing newMissing) {
    return with(draft -> draft.missing = newMissing);
  }

  /// Adds sets of the user, which take the place of those with the same name.
  public Recipe withSets(Map<String, List<Long>> more) {
    Map<String, List<Long>> all = new LinkedHashMap<>(sets);
    more.keySet().forEach(set -> all.keySet().removeIf(set::equalsIgnoreCase));
    all.putAll(more);
    return with(draft -> draft.sets = all);
  }

  /// Takes the user's sets away.
  Recipe withoutSets() {
    return with(draft -> draft.sets = Map.of());
  }

  private Recipe with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new Recipe(
        draft.name,
        draft.drives,
        draft.silenced,
        draft.silenceMode,
        draft.changes,
        draft.duration,
        draft.trials,
        draft.seed,
        draft.parameters,
        draft.weightGiven,
        draft.readOut,
        draft.replay,
        draft.missing,
        draft.sets);
  }

  /// The parts of a recipe while some of them are changed.
  private static final class Draft {
    String name;
    List<Stimulus> drives;
    List<NeuronReference> silenced;
    Silence.Mode silenceMode;
    List<TimedChange> changes;
    double duration;
    int trials;
    long seed;
    Parameters parameters;
    boolean weightGiven;
    List<NeuronReference> readOut;
    @Nullable Path replay;
    Missing missing;
    Map<String, List<Long>> sets;

    Draft(Recipe recipe) {
      name = recipe.name;
      drives = recipe.drives;
      silenced = recipe.silenced;
      silenceMode = recipe.silenceMode;
      changes = recipe.changes;
      duration = recipe.duration;
      trials = recipe.trials;
      seed = recipe.seed;
      parameters = recipe.parameters;
      weightGiven = recipe.weightGiven;
      readOut = recipe.readOut;
      replay = recipe.replay;
      missing = recipe.missing;
      sets = recipe.sets;
    }
  }
}
