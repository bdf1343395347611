package flybrain.cli;

import flybrain.annotation.AnnotationColumn;
import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronSets;
import flybrain.tables.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

  /// Neurons, one per row; those missing from the connectome have empty cells.
  ///
  /// Degrees are numbers of presynaptic and of postsynaptic partners; `sets` are all that a neuron
  /// is in; then all columns of the annotations follow.
  ///
  /// @param ids each once
  static Table ofNeurons(Collection<Long> ids, NeuronSets sets, Connectome brain) {
    Neurons neurons = brain.neurons();
    List<AnnotationColumn> known = brain.annotations().columns();
    int[] inDegrees = inDegrees(brain.connections());
    List<String> columns =
        new ArrayList<>(
            List.of("flywire_id", "neuron_index", "present", "in_degree", "out_degree", "sets"));
    known.forEach(column -> columns.add(column.name()));
    Table table = new Table(columns);
    Map<Long, List<String>> names = sets.namesById();
    for (long id : ids) {
      int index = neurons.indexOf(id);
      List<String> in = names.getOrDefault(id, List.of());
      List<@Nullable Object> row = new ArrayList<>();
      boolean present = index >= 0;
      row.add(id);
      row.add(present ? index : null);
      row.add(present);
      row.add(present ? inDegrees[index] : null);
      row.add(present ? brain.connections().outDegree(index) : null);
      row.add(in);
      known.forEach(column -> row.add(present ? cell(column, index) : null));
      table.add(row);
    }
    return table;
  }

  /// Coordinates are numbers, everything else is text.
  private static @Nullable Object cell(AnnotationColumn column, int neuron) {
    String value = column.value(neuron);
    if (value.isEmpty()) {
      return null;
    }
    boolean coordinate = List.of("x", "y", "z").contains(column.name());
    return coordinate && value.matches("-?\\d+(\\.\\d*)?") ? Double.valueOf(value) : value;
  }

  /// A line that says which file the sides are from; empty for none.
  static String footnote(Connectome brain) {
    return brain
        .annotated()
        .sourceOfSides()
        .map(source -> "sides as in %s\n".formatted(source))
        .orElse("");
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
