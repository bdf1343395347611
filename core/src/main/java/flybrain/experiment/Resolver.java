package flybrain.experiment;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.connectome.Connectome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Turns one recipe into an experiment on a connectome, checking everything on the way.
final class Resolver {
  /// How far a duration may lie off the grid of time steps, in s.
  private static final double GRID_TOLERANCE = 1e-9;

  private final Recipe recipe;
  private final NeuronLookup lookup;

  Resolver(Recipe recipe) {
    this.recipe = recipe;
    this.lookup = new NeuronLookup(NeuronSets.builtIn().with(recipe.sets()));
  }

  /// Checks what needs no connectome.
  void check() {
    steps();
    places().forEach(this::rate);
    checkReplay(recipe.replay());
    parts().forEach(lookup::check);
  }

  private void checkReplay(@Nullable Path replay) {
    if (replay == null) {
      return;
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
    List<Drive> drives = places().mapToObj(place -> drive(on, place)).toList();
    NeuronSet silenced = on.union("silence", recipe.silenced());
    List<NeuronSet> readOuts = new ArrayList<>();
    for (NeuronReference reference : new LinkedHashSet<>(recipe.readOut())) {
      readOuts.add(on.readOut(reference));
    }
    on.refuseMissing(recipe.missing());
    places()
        .forEach(place ->
            requireSome(
                Recipe.driveName(place),
                drives.get(place).neurons(),
                recipe.drive(place).neurons(),
                connectome));
    requireSome("silence", silenced, recipe.silenced(), connectome);
    requireDisjoint(drives, connectome);
    Replay replay = replay(connectome, steps);
    List<String> warnings = new ArrayList<>(on.warnings());
    if (drives.stream().allMatch(drive -> drive.neurons().isEmpty()) && isEmpty(replay)) {
      warnings.add("no neuron is driven: none will spike");
    }
    Experiment experiment =
        new Experiment(
            recipe.name(),
            drives,
            new Silence(silenced, recipe.silenceMode()),
            steps,
            recipe.trials(),
            recipe.seed(),
            recipe.parameters(),
            readOuts,
            replay);
    return new Resolution(experiment, warnings, lookup.notes(), provenance(experiment.duration()));
  }

  private int steps() {
    double dt = recipe.parameters().dt() / 1000;
    double steps = Math.rint(recipe.duration() / dt);
    boolean onGrid = Math.abs(steps * dt - recipe.duration()) <= GRID_TOLERANCE;
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

  /// The places of the driven sets.
  private IntStream places() {
    return IntStream.range(0, recipe.drives().size());
  }

  private double rate(int place) {
    String part = Recipe.driveName(place);
    Stimulus stimulus = recipe.drive(place);
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
    double value = recipe.rate(place);
    double most = 1000 / recipe.parameters().dt();
    if (value > most) {
      throw new InputException(
          "%s rate = %s Hz: must be from 0 to %s Hz (one event per time step)"
              .formatted(part, Decimal.text(value), Decimal.text(most)));
    }
    return value;
  }

  private Map<String, List<NeuronReference>> parts() {
    Map<String, List<NeuronReference>> parts = new LinkedHashMap<>();
    places().forEach(place -> parts.put(Recipe.driveName(place), recipe.drive(place).neurons()));
    parts.put("silence", recipe.silenced());
    parts.put(NeuronLookup.READ_OUT, recipe.readOut());
    return parts;
  }

  private Drive drive(NeuronLookup.OnConnectome on, int place) {
    NeuronSet neurons = on.union(Recipe.driveName(place), recipe.drive(place).neurons());
    return new Drive(neurons, rate(place));
  }

  private static void requireSome(
      String part, NeuronSet neurons, List<NeuronReference> asked, Connectome connectome) {
    if (neurons.isEmpty() && !asked.isEmpty()) {
      throw new InputException(
          "%s: %s has no neuron of %s, so none is left; choose other neurons or another connectome"
              .formatted(part, connectome.name(), neurons.name()));
    }
  }

  private static void requireDisjoint(List<Drive> drives, Connectome connectome) {
    for (int second = 1; second < drives.size(); second++) {
      for (int first = 0; first < second; first++) {
        NeuronSet one = drives.get(first).neurons();
        NeuronSet other = drives.get(second).neurons();
        BitSet both = of(one);
        both.and(of(other));
        if (!both.isEmpty()) {
          String ids =
              one.stream()
                  .filter(both::get)
                  .mapToObj(index -> Long.toString(connectome.neurons().id(index)))
                  .collect(Collectors.joining(", "));
          throw new InputException(
              "neuron %s: in %s (%s) and in %s (%s); a neuron may be in only one"
                  .formatted(
                      ids,
                      Recipe.driveName(first),
                      one.name(),
                      Recipe.driveName(second),
                      other.name()));
        }
      }
    }
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

  private static boolean isEmpty(@Nullable Replay replay) {
    return replay == null || replay.size() == 0;
  }

  /// The recipe with the duration as it is run, files of ids turned into sets, and of the user's
  /// sets only those in use.
  private Recipe provenance(double duration) {
    Map<String, List<Long>> sets = lookup.usedSets(recipe.sets());
    return recipe
        .withoutSets()
        .withSets(sets)
        .withDuration(duration)
        .withDrives(
            recipe.drives().stream()
                .map(drive -> new Stimulus(lookup.named(drive.neurons()), drive.rate()))
                .toList())
        .withSilenced(lookup.named(recipe.silenced()))
        .withReadOut(lookup.named(recipe.readOut()));
  }
}
