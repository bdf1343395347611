package flybrain.experiment;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.connectome.Connectome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns one recipe into an experiment on a connectome, checking everything on the way.
///
/// What needs no connectome is checked first: times, rates, names and files of each state of the
/// [Timeline]. Then the neurons of every state are looked up, ids that are missing are refused all
/// at once, and the states become what the experiment begins with and its changes.
final class Resolver {
  /// Ids in a message, at most.
  private static final int MOST_SHOWN = 5;

  private final Recipe recipe;
  private final NeuronLookup lookup;

  /// Sets that were found, by the references to them.
  private final Map<List<NeuronReference>, NeuronSet> driven = new HashMap<>();

  private final Map<List<NeuronReference>, NeuronSet> silenced = new HashMap<>();

  Resolver(Recipe recipe) {
    this.recipe = recipe;
    this.lookup = new NeuronLookup(NeuronSets.builtIn().with(recipe.sets()));
  }

  /// Checks what needs no connectome.
  void check() {
    for (Timeline.State state : timeline().states()) {
      String when = when(state);
      for (int place = 0; place < state.drives().size(); place++) {
        String part = when + Recipe.driveName(place);
        rate(part, place, state.drives().get(place));
        lookup.check(part, state.drives().get(place).neurons());
      }
      lookup.check(when + "silence", state.silenced());
    }
    lookup.check(NeuronLookup.READ_OUT, recipe.readOut());
    checkReplay(recipe.replay());
  }

  /// How messages about what holds from a step on begin.
  private String when(Timeline.State state) {
    double seconds = Experiment.duration(state.step(), recipe.parameters().dt());
    return state.step() == 0 ? "" : "at %s s: ".formatted(Decimal.text(seconds));
  }

  private void checkReplay(@Nullable Path replay) {
    if (replay == null) {
      return;
    }
    if (recipe.changes().stream().anyMatch(change -> change.places() > 0)) {
      throw new InputException(
          "replay: its events (%s) take the place of the drives; only silencing can change on the way"
              .formatted(replay));
    }
    if (recipe.trials() > 1) {
      throw new InputException(
          "n_run = %d: must be 1 with a replay, because all trials would be the same"
              .formatted(recipe.trials()));
    }
    if (!Files.exists(replay)) {
      throw new InputException(replay + ": no such file of events to replay");
    }
  }

  Resolution resolve(Connectome connectome) {
    check();
    int steps = steps();
    NeuronLookup.OnConnectome on = lookup.on(connectome);
    List<Timeline.State> states = timeline().states();
    List<Change> resolved = new ArrayList<>();
    for (Timeline.State state : states) {
      resolved.add(change(on, state));
    }
    List<NeuronSet> readOuts = new ArrayList<>();
    for (NeuronReference reference : new LinkedHashSet<>(recipe.readOut())) {
      readOuts.add(on.readOut(reference));
    }
    Map<List<NeuronReference>, NeuronSet> sets = changedSets(on);
    on.refuseMissing(recipe.missing());
    for (int k = 0; k < states.size(); k++) {
      requireSome(states.get(k), resolved.get(k), connectome);
      requireDisjoint(
          when(states.get(k)), Objects.requireNonNull(resolved.get(k).drives()), connectome);
    }
    Change first = resolved.getFirst();
    Replay replay = replay(connectome, steps);
    Experiment experiment =
        new Experiment(
            recipe.name(),
            Objects.requireNonNull(first.drives()),
            Objects.requireNonNull(first.silence()),
            differences(resolved),
            steps,
            recipe.trials(),
            recipe.seed(),
            recipe.parametersOn(connectome),
            readOuts,
            replay);
    List<String> warnings = new ArrayList<>(on.warnings());
    if (experiment.everDriven().findAny().isEmpty()) {
      warnings.add("no neuron is driven: none will spike");
    }
    return new Resolution(
        experiment, warnings, lookup.notes(), provenance(connectome, experiment.duration()), sets);
  }

  Timeline timeline() {
    return new Timeline(recipe, steps());
  }

  private int steps() {
    double dt = recipe.parameters().dt() / 1000;
    double steps = Math.rint(recipe.duration() / dt);
    boolean onGrid = Math.abs(steps * dt - recipe.duration()) <= Timeline.GRID_TOLERANCE;
    if (steps < 1 || steps > Experiment.MOST_STEPS || !onGrid) {
      throw new InputException(
          "t_run = %s s: must be a multiple of dt = %s ms, from 1 to %d steps; nearest: %s"
              .formatted(
                  Decimal.text(recipe.duration()),
                  Decimal.text(recipe.parameters().dt()),
                  Experiment.MOST_STEPS,
                  Decimal.text(
                      Experiment.duration(
                          (int) Math.clamp(steps, 1, Experiment.MOST_STEPS),
                          recipe.parameters().dt()))));
    }
    return (int) steps;
  }

  private double rate(String part, int place, Stimulus stimulus) {
    Double rate = stimulus.rate();
    if (rate != null && recipe.replay() != null) {
      throw new InputException(
          "%s rate = %s Hz: a replay (%s) replaces the rates; give only one of them"
              .formatted(part, Decimal.text(rate), recipe.replay()));
    }
    if (rate != null && stimulus.neurons().isEmpty()) {
      throw new InputException(
          "%s rate = %s Hz: no neurons to stimulate; name them or leave out the rate"
              .formatted(part, Decimal.text(rate)));
    }
    if (stimulus.neurons().isEmpty() || recipe.replay() != null) {
      return 0;
    }
    if (rate == null && place > 1) {
      throw new InputException(
          "%s has no rate: give it in Hz; only the first two drives have a default"
              .formatted(part));
    }
    double value = Recipe.rate(place, stimulus);
    double most = recipe.parameters().highestRate();
    if (value > most) {
      throw new InputException(
          "%s rate = %s Hz: must be from 0 to %s Hz (one event per time step)"
              .formatted(part, Decimal.text(value), Decimal.text(most)));
    }
    return value;
  }

  /// The state with its neurons found; sets that are found already are not looked for again.
  private Change change(NeuronLookup.OnConnectome on, Timeline.State state) {
    List<Drive> drives = new ArrayList<>();
    for (int place = 0; place < state.drives().size(); place++) {
      Stimulus stimulus = state.drives().get(place);
      String part = when(state) + Recipe.driveName(place);
      NeuronSet neurons =
          driven.computeIfAbsent(stimulus.neurons(), named -> on.union(part, named));
      drives.add(new Drive(neurons, rate(part, place, stimulus)));
    }
    NeuronSet neurons =
        silenced.computeIfAbsent(
            state.silenced(), named -> on.union(when(state) + "silence", named));
    return new Change(state.step(), drives, new Silence(neurons, state.mode()));
  }

  /// The sets that changes name, by how [#provenance] names them.
  private Map<List<NeuronReference>, NeuronSet> changedSets(NeuronLookup.OnConnectome on) {
    Map<List<NeuronReference>, NeuronSet> sets = new HashMap<>();
    for (TimedChange change : recipe.changes()) {
      change
          .drives()
          .forEach((place, drive) -> {
            String part = Recipe.driveName(place);
            Stream.ofNullable(drive.neurons())
                .forEach(named ->
                    sets.put(
                        lookup.named(named),
                        driven.computeIfAbsent(named, _ -> on.union(part, named))));
          });
      Stream.ofNullable(change.silenced())
          .forEach(named ->
              sets.put(
                  lookup.named(named),
                  silenced.computeIfAbsent(named, _ -> on.union("silence", named))));
    }
    return sets;
  }

  /// Each change without what stays as it is; the first is what the experiment begins with.
  private static List<Change> differences(List<Change> changes) {
    List<Change> differences = new ArrayList<>();
    for (int k = 1; k < changes.size(); k++) {
      Change before = changes.get(k - 1);
      Change after = changes.get(k);
      differences.add(
          new Change(
              after.step(),
              Objects.equals(before.drives(), after.drives()) ? null : after.drives(),
              Objects.equals(before.silence(), after.silence()) ? null : after.silence()));
    }
    return differences;
  }

  private void requireSome(Timeline.State state, Change found, Connectome connectome) {
    List<Drive> drives = Objects.requireNonNull(found.drives());
    for (int place = 0; place < drives.size(); place++) {
      requireSome(
          when(state) + Recipe.driveName(place),
          drives.get(place).neurons(),
          state.drives().get(place).neurons(),
          connectome);
    }
    NeuronSet silent = Objects.requireNonNull(found.silence()).neurons();
    requireSome(when(state) + "silence", silent, state.silenced(), connectome);
  }

  private static void requireSome(
      String part, NeuronSet neurons, List<NeuronReference> asked, Connectome connectome) {
    if (neurons.isEmpty() && !asked.isEmpty()) {
      throw new InputException(
          "%s: %s has no neuron of %s, so none is left; choose other neurons or another connectome"
              .formatted(part, connectome.name(), neurons.name()));
    }
  }

  private static void requireDisjoint(String when, List<Drive> drives, Connectome connectome) {
    for (int second = 1; second < drives.size(); second++) {
      BitSet others = of(drives.get(second).neurons());
      for (int first = 0; first < second; first++) {
        NeuronSet one = drives.get(first).neurons();
        long[] ids = one.stream().filter(others::get).mapToLong(connectome.neurons()::id).toArray();
        if (ids.length > 0) {
          throw new InputException(
              "%s%s: in %s (%s) and in %s (%s); a neuron may be in only one"
                  .formatted(
                      when,
                      shown(ids),
                      Recipe.driveName(first),
                      one.name(),
                      Recipe.driveName(second),
                      drives.get(second).neurons().name()));
        }
      }
    }
  }

  private static String shown(long[] ids) {
    if (ids.length == 1) {
      return "neuron " + ids[0];
    }
    int more = ids.length - MOST_SHOWN;
    return LongStream.of(ids)
        .limit(MOST_SHOWN)
        .mapToObj(Long::toString)
        .collect(
            Collectors.joining(", ", "neurons ", more > 0 ? " and %d more".formatted(more) : ""));
  }

  private static BitSet of(NeuronSet neurons) {
    BitSet set = new BitSet();
    neurons.stream().forEach(set::set);
    return set;
  }

  private @Nullable Replay replay(Connectome connectome, int steps) {
    return recipe.replay() == null
        ? null
        : ReplayFile.read(recipe.replay(), connectome.neurons().size(), steps);
  }

  /// The recipe with the duration as it is run, files of ids turned into sets, and of the user's
  /// sets only those in use.
  private Recipe provenance(Connectome connectome, double duration) {
    Map<String, List<Long>> sets = lookup.usedSets(recipe.sets());
    return recipe
        .withoutSets()
        .withSets(sets)
        .withDuration(duration)
        .withParameters(recipe.parametersOn(connectome).asMap())
        .withDrives(
            recipe.drives().stream()
                .map(drive -> new Stimulus(lookup.named(drive.neurons()), drive.rate()))
                .toList())
        .withSilenced(lookup.named(recipe.silenced()))
        .withChanges(recipe.changes().stream().map(change -> change.map(lookup::named)).toList())
        .withReadOut(lookup.named(recipe.readOut()));
  }
}
