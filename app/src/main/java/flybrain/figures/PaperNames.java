package flybrain.figures;

import flybrain.connectome.AnnotatedNeurons;
import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronSets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Names of neurons in the paper's figures: of read-outs, of a population by number, of cell types
/// of the subesophageal zone. Neurons of a large population are not named one by one.
///
/// @param names by id
/// @param known types and sides of all other neurons
record PaperNames(Map<Long, String> names, AnnotatedNeurons known) {
  private static final int MOST_NUMBERED = 30;

  static PaperNames of(PaperFigure.Population population, AnnotatedNeurons known) {
    Map<Long, String> names = new HashMap<>();
    add(names, NamedSet.Kind.READ_OUT);
    List<List<Long>> neurons = NeuronSets.builtIn().get(population.set()).idsOfNeurons();
    for (int k = 0; k < neurons.size() && neurons.size() <= MOST_NUMBERED; k++) {
      String name = "%s_%d".formatted(population.names(), k + 1);
      neurons.get(k).forEach(id -> names.putIfAbsent(id, name));
    }
    add(names, NamedSet.Kind.SEZ_TYPE);
    return new PaperNames(names, known);
  }

  /// Adds the sets of a kind; the first that has a neuron names it.
  private static void add(Map<Long, String> names, NamedSet.Kind kind) {
    NeuronSets.builtIn().all().stream()
        .filter(set -> set.kind() == kind)
        .forEach(set -> set.idsOfAllVersions().forEach(id -> names.putIfAbsent(id, set.name())));
  }

  /// Name, or type and side; empty if neither name nor type is known.
  String name(long id) {
    String name = names.get(id);
    String type = known.type(id);
    return name != null ? name : type.isEmpty() ? "" : (type + " " + known.side(id)).strip();
  }

  /// Name, or id with type and side.
  String label(long id) {
    String name = names.get(id);
    return name != null ? name : known.label(id);
  }
}
