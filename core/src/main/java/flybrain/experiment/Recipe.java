package flybrain.experiment;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.connectome.Connectome;
import flybrain.model.Parameters;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a user asks for, before a connectome is chosen.
///
/// It comes from a preset, an experiment file or nothing ([#DEFAULT]); options of the command line
/// change it. [#on] resolves it on a connectome.
///
/// @param name name of the experiment, `[A-Za-z0-9_.-]`
/// @param drive first driven set; without a rate [#DEFAULT_RATE]
/// @param drive2 second driven set; without a rate [#DEFAULT_RATE2]
/// @param silenced silenced neurons
/// @param silenceMode which connections of a silenced neuron are gone
/// @param duration of a trial in s (`t_run`), a multiple of `dt`
/// @param trials number of trials (`n_run`), at least 1; 1 with a replay
/// @param seed of the random streams
/// @param parameters of the model
/// @param readOut neurons whose rates are reported, each reference by itself
/// @param replay CSV file of input events that take the place of the Poisson drive, or null
/// @param missing what to do with ids that the connectome does not have
/// @param sets the user's own sets, ids by name
public record Recipe(
    String name,
    Stimulus drive,
    Stimulus drive2,
    List<NeuronReference> silenced,
    Silence.Mode silenceMode,
    double duration,
    int trials,
    long seed,
    Parameters parameters,
    List<NeuronReference> readOut,
    @Nullable Path replay,
    Missing missing,
    Map<String, List<Long>> sets) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,200}");

  /// Rate of the first driven set in Hz, `r_poi` of Shiu et al. 2024.
  public static final double DEFAULT_RATE = 150;

  /// Rate of the second driven set in Hz, `r_poi2` of Shiu et al. 2024.
  public static final double DEFAULT_RATE2 = 0;

  /// Nothing driven; 30 trials of 1 s, as in Shiu et al. 2024, with seed 1.
  public static final Recipe DEFAULT =
      new Recipe(
          "experiment",
          Stimulus.NONE,
          Stimulus.NONE,
          List.of(),
          Silence.Mode.OUTGOING,
          1.0,
          30,
          1,
          Parameters.SHIU_2024,
          List.of(),
          null,
          Missing.ERROR,
          Map.of());

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
    silenced = List.copyOf(silenced);
    readOut = List.copyOf(readOut);
    Map<String, List<Long>> copy = new LinkedHashMap<>();
    sets.forEach((set, ids) -> copy.put(set, List.copyOf(ids)));
    sets = Collections.unmodifiableMap(copy);
  }

  /// The experiment on a connectome, with every neuron resolved and everything checked.
  ///
  /// @throws InputException for whatever cannot be run, naming it
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

  /// The files that resolving this recipe reads: those of neuron ids, and of events to replay.
  public List<Path> files() {
    Stream<Path> ids =
        Stream.of(drive.neurons(), drive2.neurons(), silenced, readOut)
            .flatMap(List::stream)
            .flatMap(reference ->
                reference instanceof NeuronReference.InFile(Path file)
                    ? Stream.of(file)
                    : Stream.empty());
    return Stream.concat(ids, Stream.ofNullable(replay)).distinct().toList();
  }

  public Recipe withName(String newName) {
    return with(newName, drive, drive2, duration, trials, seed, parameters, readOut);
  }

  /// Replaces what is driven by the first set; the rate stays.
  public Recipe withDriven(List<NeuronReference> neurons) {
    return withDrive(drive.withNeurons(neurons));
  }

  /// Replaces what is driven by the second set; the rate stays.
  public Recipe withDriven2(List<NeuronReference> neurons) {
    return withDrive2(drive2.withNeurons(neurons));
  }

  /// Sets the rate of the first driven set in Hz.
  public Recipe withRate(double rate) {
    return withDrive(drive.withRate(rate));
  }

  /// Sets the rate of the second driven set in Hz.
  public Recipe withRate2(double rate) {
    return withDrive2(drive2.withRate(rate));
  }

  public Recipe withDrive(Stimulus newDrive) {
    return with(name, newDrive, drive2, duration, trials, seed, parameters, readOut);
  }

  public Recipe withDrive2(Stimulus newDrive2) {
    return with(name, drive, newDrive2, duration, trials, seed, parameters, readOut);
  }

  /// Sets the duration of a trial in s.
  public Recipe withDuration(double newDuration) {
    return with(name, drive, drive2, newDuration, trials, seed, parameters, readOut);
  }

  public Recipe withTrials(int newTrials) {
    return with(name, drive, drive2, duration, newTrials, seed, parameters, readOut);
  }

  public Recipe withSeed(long newSeed) {
    return with(name, drive, drive2, duration, trials, newSeed, parameters, readOut);
  }

  /// Changes parameters, as [Parameters#with(Map)].
  public Recipe withParameters(Map<String, Double> changes) {
    Parameters changed = parameters.with(changes);
    return with(name, drive, drive2, duration, trials, seed, changed, readOut);
  }

  public Recipe withReadOut(List<NeuronReference> newReadOut) {
    return with(name, drive, drive2, duration, trials, seed, parameters, newReadOut);
  }

  public Recipe withSilenced(List<NeuronReference> newSilenced) {
    return withOthers(newSilenced, silenceMode, replay, missing, sets);
  }

  public Recipe withSilenceMode(Silence.Mode newMode) {
    return withOthers(silenced, newMode, replay, missing, sets);
  }

  /// Replays recorded events instead of drawing them: takes the rates away and sets one trial.
  ///
  /// A rate or a number of trials above 1 given after this is refused by [#check] and [#on].
  public Recipe withReplay(Path newReplay) {
    return withDrive(drive.withRate(null))
        .withDrive2(drive2.withRate(null))
        .withTrials(1)
        .withOthers(silenced, silenceMode, newReplay, missing, sets);
  }

  public Recipe withMissing(Missing newMissing) {
    return withOthers(silenced, silenceMode, replay, newMissing, sets);
  }

  /// Adds sets of the user, which take the place of those with the same name.
  public Recipe withSets(Map<String, List<Long>> more) {
    Map<String, List<Long>> all = new LinkedHashMap<>(sets);
    more.keySet().forEach(set -> all.keySet().removeIf(set::equalsIgnoreCase));
    all.putAll(more);
    return withOthers(silenced, silenceMode, replay, missing, all);
  }

  /// Takes the user's sets away.
  Recipe withoutSets() {
    return withOthers(silenced, silenceMode, replay, missing, Map.of());
  }

  private Recipe with(
      String newName,
      Stimulus newDrive,
      Stimulus newDrive2,
      double newDuration,
      int newTrials,
      long newSeed,
      Parameters newParameters,
      List<NeuronReference> newReadOut) {
    return new Recipe(
        newName,
        newDrive,
        newDrive2,
        silenced,
        silenceMode,
        newDuration,
        newTrials,
        newSeed,
        newParameters,
        newReadOut,
        replay,
        missing,
        sets);
  }

  private Recipe withOthers(
      List<NeuronReference> newSilenced,
      Silence.Mode newMode,
      @Nullable Path newReplay,
      Missing newMissing,
      Map<String, List<Long>> newSets) {
    return new Recipe(
        name,
        drive,
        drive2,
        newSilenced,
        newMode,
        duration,
        trials,
        seed,
        parameters,
        readOut,
        newReplay,
        newMissing,
        newSets);
  }
}
