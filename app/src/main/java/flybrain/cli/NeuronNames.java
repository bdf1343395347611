package flybrain.cli;

import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.Neurons;
import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.Recipe;
import flybrain.laboratory.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Names, cell types and sides of neurons by FlyWire root id: empty if unknown.
final class NeuronNames {
  /// The first source of names; a cell type is not a name.
  private static final List<NamedSet.Kind> KINDS =
      List.of(NamedSet.Kind.USER, NamedSet.Kind.READ_OUT, NamedSet.Kind.SET);

  private final Map<Long, String> names = new HashMap<>();
  private final Map<Long, String> types = new HashMap<>();
  private final AnnotatedNeurons known;

  /// @param readOuts names by FlyWire root id, which take precedence over sets
  /// @param sets the sets in use
  /// @param known what tables say of the neurons
  NeuronNames(Map<Long, String> readOuts, NeuronSets sets, AnnotatedNeurons known) {
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
  static NeuronNames of(Recipe recipe, Plan plan) {
    Neurons neurons = plan.brain().neurons();
    Map<Long, String> readOuts = new HashMap<>();
    plan.experiment()
        .readOuts()
        .forEach(
            set -> set.stream().forEach(neuron -> readOuts.put(neurons.id(neuron), set.name())));
    return new NeuronNames(
        readOuts, NeuronSets.builtIn().with(recipe.sets()), plan.brain().annotated());
  }

  private static void add(NeuronSets sets, NamedSet.Kind kind, Map<Long, String> to) {
    for (NamedSet set : sets.all()) {
      if (set.kind() == kind) {
        set.versions().values().forEach(ids -> ids.forEach(id -> to.putIfAbsent(id, set.name())));
      }
    }
  }

  /// The neuron's name as a read-out, otherwise the first set it is in.
  String name(long flywireId) {
    return names.getOrDefault(flywireId, "");
  }

  /// The cell type of a neuron in its table, otherwise that of the paper.
  String type(long flywireId) {
    String type = known.type(flywireId);
    return type.isEmpty() ? types.getOrDefault(flywireId, "") : type;
  }

  /// The cell type of a neuron, or where none is known its finest class.
  String cell(long flywireId) {
    String type = type(flywireId);
    return type.isEmpty() ? known.cell(flywireId) : type;
  }

  /// The side of a neuron as its table has it.
  String side(long flywireId) {
    return known.side(flywireId);
  }

  /// The file that the sides are from, if there are any.
  Optional<String> sourceOfSides() {
    return known.sourceOfSides();
  }
}
