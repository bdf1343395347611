package flybrain.cli;

import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSets;
import flybrain.tables.Table;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a connectome has of named sets and of single neurons.
final class NeuronTables {
  private NeuronTables() {}

  /// The sets, one a row.
  ///
  /// `present` is the number of neurons of a set that the connectome has.
  static Table ofSets(List<NamedSet> sets, Connectome brain) {
    Neurons neurons = brain.neurons();
    Table table = new Table("name", "kind", "neurons", "present", "about");
    for (NamedSet set : sets) {
      List<Long> ids = set.idsFor(neurons);
      int present = (int) ids.stream().filter(id -> neurons.indexOf(id) >= 0).count();
      String kind = set.kind().name().toLowerCase(Locale.ROOT);
      table.add(List.of(set.name(), kind, ids.size(), present, set.about()));
    }
    return table;
  }

  /// The neurons that references stand for, one a row and each once, those that the connectome does
  /// not have with empty cells.
  ///
  /// Degrees are numbers of presynaptic and of postsynaptic partners; `sets` are all that a neuron
  /// is in.
  static Table ofNeurons(List<NeuronReference> asked, NeuronSets sets, Connectome brain) {
    Neurons neurons = brain.neurons();
    Set<Long> ids = new LinkedHashSet<>();
    asked.forEach(reference -> ids.addAll(sets.ids(reference, neurons)));
    int[] inDegrees = inDegrees(brain.connections());
    Table table =
        new Table("flywire_id", "neuron_index", "present", "in_degree", "out_degree", "sets");
    for (long id : ids) {
      List<String> names = sets.containing(id).stream().map(NamedSet::name).toList();
      int index = neurons.indexOf(id);
      String text = Long.toString(id);
      table.add(
          index < 0
              ? Arrays.asList(text, null, false, null, null, names)
              : List.of(
                  text,
                  index,
                  true,
                  inDegrees[index],
                  brain.connections().outDegree(index),
                  names));
    }
    return table;
  }

  /// The number of presynaptic partners of each neuron, by neuron index.
  private static int[] inDegrees(Connections connections) {
    int[] degrees = new int[connections.neurons()];
    for (int connection = 0; connection < connections.size(); connection++) {
      degrees[connections.target(connection)]++;
    }
    return degrees;
  }
}
