package flybrain.experiment;

import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.Neurons;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Names, cell types and sides of neurons by FlyWire root id: empty if unknown. Immutable.
public final class NeuronNames {
  /// The first source of names; a cell type is not a name.
  private static final List<NamedSet.Kind> KINDS =
      List.of(NamedSet.Kind.USER, NamedSet.Kind.READ_OUT, NamedSet.Kind.SET);

  /// By FlyWire root id; types are of the subesophageal zone only.
  private final Map<Long, String> names = new HashMap<>();

  private final Map<Long, String> types = new HashMap<>();

  private final AnnotatedNeurons known;

  /// @param readOuts names by FlyWire root id, which take precedence over sets
  /// @param sets the sets in use
  /// @param known what tables say of the neurons
  public NeuronNames(Map<Long, String> readOuts, NeuronSets sets, AnnotatedNeurons known) {
    this.known = known;
    readOuts.forEach((id, name) -> {
      if (!name.equals(id.toString())) {
        names.put(id, name);
      }
    });
    KINDS.forEach(kind -> add(sets, kind, names));
    add(sets, NamedSet.Kind.SEZ_TYPE, types);
  }

  /// The names of the neurons in a run.
  ///
  /// @param recipe whose sets of the user are known by name, too
  /// @param experiment the recipe on the connectome
  public static NeuronNames of(Recipe recipe, Experiment experiment, AnnotatedNeurons known) {
    Neurons neurons = known.neurons();
    Map<Long, String> readOuts = new HashMap<>();
    experiment
        .readOuts()
        .forEach(
            set -> set.stream().forEach(neuron -> readOuts.put(neurons.id(neuron), set.name())));
    return new NeuronNames(readOuts, NeuronSets.builtIn().with(recipe.sets()), known);
  }

  private static void add(NeuronSets sets, NamedSet.Kind kind, Map<Long, String> to) {
    for (NamedSet set : sets.all()) {
      if (set.kind() == kind) {
        set.versions().values().forEach(ids -> ids.forEach(id -> to.putIfAbsent(id, set.name())));
      }
    }
  }

  /// The neuron's name as a read-out, otherwise the first set it is in.
  public String name(long flywireId) {
    return names.getOrDefault(flywireId, "");
  }

  /// The cell type of a neuron in its table, otherwise that of the paper.
  public String type(long flywireId) {
    String type = known.type(flywireId);
    return type.isEmpty() ? types.getOrDefault(flywireId, "") : type;
  }

  /// The cell type of a neuron, or where none is known its finest class.
  public String cell(long flywireId) {
    String type = type(flywireId);
    return type.isEmpty() ? known.cell(flywireId) : type;
  }

  /// The side of a neuron as its table has it.
  public String side(long flywireId) {
    return known.side(flywireId);
  }

  /// The file that the sides are from, if there are any.
  public Optional<String> sourceOfSides() {
    return known.sourceOfSides();
  }

  /// A neuron's name, cell type and side, as far as they are known, and its id.
  public String label(long flywireId) {
    String words =
        "%s %s %s"
            .formatted(name(flywireId), cell(flywireId), side(flywireId))
            .strip()
            .replaceAll(" +", " ");
    return words.isEmpty() ? Long.toString(flywireId) : "%s %d".formatted(words, flywireId);
  }
}
