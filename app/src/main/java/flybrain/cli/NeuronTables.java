package flybrain.cli;

import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.IdFiles;
import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSets;
import flybrain.tables.Table;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tables of the named sets and single neurons in a connectome.
final class NeuronTables {
  /// Of a set that lacks neurons, in text.
  private static final int MOST_IDS = 4;

  private NeuronTables() {}

  /// The sets, one a row.
  ///
  /// `present` is the number of neurons of a set that the connectome has, `missing` are the missing
  /// ids, and `reason` says why they are missing, if known.
  static Table ofSets(List<NamedSet> sets, Connectome brain) {
    Neurons neurons = brain.neurons();
    Table table =
        new Table("name", "kind", "neurons", "present", "about", "missing", "reason", "source");
    for (NamedSet set : sets) {
      List<Long> ids = set.idsFor(neurons);
      List<Long> missing = ids.stream().filter(id -> neurons.indexOf(id) < 0).toList();
      String kind = set.kind().name().toLowerCase(Locale.ROOT);
      table.add(
          List.of(
              set.name(),
              kind,
              ids.size(),
              ids.size() - missing.size(),
              set.about(),
              missing.stream().map(String::valueOf).toList(),
              reason(set, missing),
              set.source()));
    }
    return table;
  }

  private static String reason(NamedSet set, List<Long> missing) {
    String why = set.whyAbsent(missing);
    if (missing.isEmpty() || !why.isEmpty()) {
      return why;
    }
    return "not in this connectome";
  }

  /// The sets as text: what they are, then which neurons are missing and why.
  static String text(Table sets) {
    StringBuilder text =
        new StringBuilder(sets.only(List.of("name", "kind", "neurons", "present", "about")).text());
    Table missing = new Table("missing in", "ids", "reason");
    int name = sets.columns().indexOf("name");
    int ids = sets.columns().indexOf("missing");
    int reason = sets.columns().indexOf("reason");
    sets.rows().stream()
        .filter(row -> row.get(ids) instanceof List<?> list && !list.isEmpty())
        .forEach(
            row -> missing.add(Arrays.asList(row.get(name), shown(row.get(ids)), row.get(reason))));
    if (missing.size() > 0) {
      text.append('\n').append(missing.text());
    }
    return text.toString();
  }

  /// A few of the ids; CSV, JSON and Parquet have all.
  private static Object shown(@Nullable Object ids) {
    List<?> all = (List<?>) Objects.requireNonNull(ids);
    return all.size() <= MOST_IDS ? all : "%d, such as %s".formatted(all.size(), all.getFirst());
  }

  /// The neurons of references, one per row and each once; neurons missing from the connectome have
  /// empty cells.
  ///
  /// Degrees are numbers of presynaptic and of postsynaptic partners; `sets` are all that a neuron
  /// is in.
  static Table ofNeurons(
      List<NeuronReference> asked, NeuronSets sets, IdFiles files, Connectome brain) {
    Neurons neurons = brain.neurons();
    Set<Long> ids = new LinkedHashSet<>();
    asked.forEach(reference -> ids.addAll(sets.ids(reference, neurons, files)));
    int[] inDegrees = inDegrees(brain.connections());
    Table table =
        new Table("flywire_id", "neuron_index", "present", "in_degree", "out_degree", "sets");
    for (long id : ids) {
      List<String> names = sets.containing(id).stream().map(NamedSet::name).toList();
      int index = neurons.indexOf(id);
      table.add(
          index < 0
              ? Arrays.asList(id, null, false, null, null, names)
              : List.of(
                  id, index, true, inDegrees[index], brain.connections().outDegree(index), names));
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
