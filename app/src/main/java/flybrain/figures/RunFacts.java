package flybrain.figures;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.experiment.ChangedTimes;
import flybrain.experiment.ExperimentFile;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.Recipe;
import flybrain.experiment.RecordedNeurons;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/// Known facts of a run besides its spikes.
///
/// @param name of the experiment
/// @param connectome name of the brain, empty if unknown
/// @param framework what simulated, empty if unknown
/// @param duration of a trial in s, NaN if unknown
/// @param trials number of trials, 0 when unknown
/// @param driven FlyWire root ids of neurons with an input of their own
/// @param readOuts names by FlyWire root id of the neurons that were asked for, in order
/// @param changed when in a trial the experiment is not as it began
public record RunFacts(
    String name,
    String connectome,
    String framework,
    double duration,
    int trials,
    Set<Long> driven,
    Map<Long, String> readOuts,
    ChangedTimes changed) {
  private static final String EXPERIMENT = "flybrain.experiment";

  public RunFacts {
    driven = Set.copyOf(driven);
    readOuts = Collections.unmodifiableMap(new LinkedHashMap<>(readOuts));
  }

  /// Nothing but a name is known.
  public static RunFacts named(String name) {
    return new RunFacts(name, "", "", Double.NaN, 0, Set.of(), Map.of(), ChangedTimes.NONE);
  }

  /// The facts in the metadata of a spike file of flybrain; of another file, nothing but a name.
  ///
  /// @param name what the run is called when the metadata does not say
  /// @throws InputException if the metadata is damaged
  public static RunFacts of(Map<String, String> metadata, String name) {
    String experiment = metadata.get(EXPERIMENT);
    if (experiment == null) {
      return named(name);
    }
    Recipe recipe = ExperimentFile.parse(experiment, "metadata " + EXPERIMENT);
    RecordedNeurons neurons = RecordedNeurons.of(NeuronSets.builtIn().with(recipe.sets()));
    List<NeuronReference> driven =
        Stream.concat(
                recipe.drives().stream().flatMap(drive -> drive.neurons().stream()),
                recipe.changes().stream().flatMap(change -> change.driven().stream()))
            .toList();
    return new RunFacts(
            recipe.name(),
            metadata.getOrDefault("flybrain.connectome", ""),
            metadata.getOrDefault("flybrain.framework", ""),
            recipe.duration(),
            recipe.trials(),
            Set.of(),
            Map.of(),
            ChangedTimes.of(recipe))
        .withDriven(driven, neurons)
        .withReadOuts(recipe.readOut(), neurons)
        .withoutReadOutsIn(metadata.getOrDefault("flybrain.warnings", ""));
  }

  /// Leaves out the read-outs that the connectome does not have: the warnings of the run name them.
  private RunFacts withoutReadOutsIn(String warnings) {
    Map<Long, String> present = new LinkedHashMap<>(readOuts);
    present.keySet().removeIf(id -> warnings.contains(Long.toString(id)));
    return new RunFacts(name, connectome, framework, duration, trials, driven, present, changed);
  }

  public RunFacts withName(String newName) {
    return new RunFacts(
        newName, connectome, framework, duration, trials, driven, readOuts, changed);
  }

  /// Sets the duration of a trial in s.
  ///
  /// @throws InputException if it is not above 0
  public RunFacts withDuration(double newDuration) {
    if (newDuration <= 0 || Double.isInfinite(newDuration)) {
      throw new InputException(
          "t_run = %s s: must be above 0 and finite".formatted(Decimal.text(newDuration)));
    }
    return new RunFacts(
        name, connectome, framework, newDuration, trials, driven, readOuts, changed);
  }

  /// Sets the number of trials.
  ///
  /// @throws InputException if it is below 1
  public RunFacts withTrials(int newTrials) {
    if (newTrials < 1) {
      throw new InputException("n_run = %d: must be at least 1".formatted(newTrials));
    }
    return new RunFacts(
        name, connectome, framework, duration, newTrials, driven, readOuts, changed);
  }

  /// Replaces the driven neurons; a set means its neurons in every version of the connectome.
  public RunFacts withDriven(List<NeuronReference> references, RecordedNeurons neurons) {
    Set<Long> ids = Set.copyOf(neurons.ids(references));
    return new RunFacts(name, connectome, framework, duration, trials, ids, readOuts, changed);
  }

  /// Adds driven neurons by their FlyWire root ids.
  public RunFacts withAlsoDriven(Set<Long> ids) {
    Set<Long> all = new HashSet<>(driven);
    all.addAll(ids);
    return new RunFacts(name, connectome, framework, duration, trials, all, readOuts, changed);
  }

  /// Replaces the read-outs; a set means its neurons in every version of the connectome.
  public RunFacts withReadOuts(List<NeuronReference> references, RecordedNeurons neurons) {
    Map<Long, String> names = new LinkedHashMap<>();
    for (NeuronReference reference : references) {
      neurons.ids(List.of(reference)).forEach(id -> names.put(id, reference.label()));
    }
    return new RunFacts(name, connectome, framework, duration, trials, driven, names, changed);
  }

  /// Leaves out the other ids of read-outs that have one in each version of the connectome: the one
  /// that fired is kept, the newest where none did.
  RunFacts withOneIdEach(LongPredicate fired) {
    Map<Long, String> kept = new LinkedHashMap<>(readOuts);
    Set.copyOf(readOuts.values()).stream()
        .flatMap(name -> NeuronSets.builtIn().find(name).stream())
        .flatMap(set -> set.idsOfNeurons().stream())
        .filter(ids -> kept.keySet().containsAll(ids))
        .forEach(ids -> {
          long shown = ids.stream().filter(fired::test).findFirst().orElse(ids.getFirst());
          ids.stream().filter(id -> id != shown).forEach(kept::remove);
        });
    return new RunFacts(name, connectome, framework, duration, trials, driven, kept, changed);
  }

  /// Names of read-outs by FlyWire root id, with the id if several neurons share the name.
  public Map<Long, String> readOutLabels() {
    Map<String, Integer> uses = new HashMap<>();
    withOneIdEach(_ -> false)
        .readOuts
        .values()
        .forEach(readOut -> uses.merge(readOut, 1, Integer::sum));
    Map<Long, String> labels = new LinkedHashMap<>();
    readOuts.forEach((id, readOut) ->
        labels.put(id, uses.getOrDefault(readOut, 0) == 1 ? readOut : readOut + " " + id));
    return labels;
  }
}
