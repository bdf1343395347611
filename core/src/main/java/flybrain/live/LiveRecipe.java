package flybrain.live;

import flybrain.Decimal;
import flybrain.connectome.Connectome;
import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.Origin;
import flybrain.experiment.Recipe;
import flybrain.experiment.Stimulus;
import flybrain.experiment.TimedChange;
import flybrain.model.Parameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Writes down what was done to a live brain as an experiment: what was driven and silenced from
/// the first step on as its drives and silenced neurons, all else as changes that begin and end.
final class LiveRecipe {
  private final Connectome connectome;
  private final Recipe start;
  private final Parameters parameters;
  private final int steps;

  /// Names of sets, by the neurons in them.
  private final Map<List<Integer>, String> names = new LinkedHashMap<>();

  /// Sets that the experiment brings, ids by name.
  private final Map<String, List<Long>> sets = new LinkedHashMap<>();

  /// @param steps that were simulated
  LiveRecipe(Connectome connectome, Recipe start, Parameters parameters, int steps) {
    this.connectome = connectome;
    this.start = start;
    this.parameters = parameters;
    this.steps = steps;
  }

  Recipe of(List<LiveDrives.Pulse> drives, List<LiveSilencing.Pulse> silencing) {
    Recipe recipe =
        start
            .withDuration(seconds(steps))
            .withTrials(1)
            .withParameters(parameters.asMap())
            .withDrives(List.of())
            .withSilenced(List.of());
    // Where an end and a beginning coincide the later in the list counts, so ends come first.
    List<Placed> ends = new ArrayList<>();
    List<Placed> beginnings = new ArrayList<>();
    for (LiveDrives.Pulse pulse : drives) {
      List<NeuronReference> neurons = references(pulse.drive().neurons());
      Stimulus stimulus = new Stimulus(neurons, pulse.drive().rate());
      if (pulse.from() == 0) {
        recipe = recipe.withDrive(pulse.place(), stimulus);
        if (pulse.until() < steps) {
          ends.add(placed(pulse.until(), Integer.MAX_VALUE, pulse.place(), Stimulus.NONE));
        }
      } else {
        beginnings.add(placed(pulse.from(), pulse.until(), pulse.place(), stimulus));
      }
    }
    for (LiveSilencing.Pulse pulse : silencing) {
      List<NeuronReference> neurons = references(pulse.silence().neurons());
      if (pulse.from() == 0) {
        recipe = recipe.withSilenced(neurons).withSilenceMode(pulse.silence().mode());
        if (pulse.until() < steps) {
          ends.add(silencing(pulse.until(), Integer.MAX_VALUE, List.of(), pulse));
        }
      } else {
        beginnings.add(silencing(pulse.from(), pulse.until(), neurons, pulse));
      }
    }
    beginnings.sort(Comparator.comparingInt(Placed::from).thenComparingInt(Placed::place));
    return recipe
        .withSets(sets)
        .withChanges(
            Stream.concat(ends.stream(), beginnings.stream()).map(Placed::change).toList());
  }

  /// A change with what it is sorted by: a file may name a place only after those before it.
  private record Placed(int from, int place, TimedChange change) {}

  private Placed placed(int from, int until, int place, Stimulus drive) {
    return new Placed(from, place, TimedChange.pulse(seconds(from), end(until), place, drive));
  }

  private Placed silencing(
      int from, int until, List<NeuronReference> neurons, LiveSilencing.Pulse pulse) {
    TimedChange change =
        new TimedChange(
            seconds(from),
            end(until),
            0,
            TimedChange.EVERY,
            new TreeMap<>(),
            neurons,
            pulse.silence().mode(),
            Origin.NONE);
    return new Placed(from, 0, change);
  }

  /// The time of an end in s, infinite for none.
  private double end(int until) {
    return until < steps ? seconds(until) : Double.POSITIVE_INFINITY;
  }

  private double seconds(int step) {
    return Decimal.of(parameters.dt()).times(step, -3);
  }

  /// How a text names neurons: one by its id, a named set by its name, others as a set of their
  /// own.
  private List<NeuronReference> references(NeuronSet neurons) {
    if (neurons.size() == 1) {
      return List.of(new NeuronReference.Id(connectome.neurons().id(neurons.indices()[0])));
    }
    List<Integer> key = neurons.stream().sorted().boxed().toList();
    return List.of(new NeuronReference.Name(names.computeIfAbsent(key, _ -> name(neurons, key))));
  }

  private String name(NeuronSet neurons, List<Integer> sorted) {
    Optional<NamedSet> known = NeuronSets.builtIn().find(neurons.name());
    if (known.isPresent() && !isTaken(known.get().name()) && indices(known.get()).equals(sorted)) {
      return known.get().name();
    }
    List<Long> ids = sorted.stream().map(connectome.neurons()::id).toList();
    String stem = neurons.name().replaceAll("[^A-Za-z0-9_. -]+", "_");
    // It must not be read as an id, a file or a selection.
    String word = stem.replaceFirst("^[^A-Za-z]+", "").strip();
    word = word.isEmpty() ? "neurons" : word;
    String name = word;
    for (int k = 2; NeuronSets.builtIn().find(name).isPresent() || isTaken(name); k++) {
      name = word + "_" + k;
    }
    sets.put(name, ids);
    return name;
  }

  private boolean isTaken(String name) {
    return Stream.of(sets, start.sets())
        .flatMap(each -> each.keySet().stream())
        .anyMatch(name::equalsIgnoreCase);
  }

  private List<Integer> indices(NamedSet set) {
    return set.idsFor(connectome.neurons()).stream()
        .map(connectome.neurons()::indexOf)
        .filter(index -> index >= 0)
        .sorted()
        .toList();
  }
}
