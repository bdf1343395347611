package flybrain.cli;

import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronSets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What neurons are called, by FlyWire root id: empty where nothing is known.
final class NeuronNames {
  /// Where a name is taken from first; a cell type is no name.
  private static final List<NamedSet.Kind> KINDS =
      List.of(NamedSet.Kind.USER, NamedSet.Kind.READ_OUT, NamedSet.Kind.SET);

  private final Map<Long, String> names = new HashMap<>();
  private final Map<Long, String> types = new HashMap<>();

  /// @param readOuts names by FlyWire root id that go before those of sets
  /// @param sets the sets in use
  NeuronNames(Map<Long, String> readOuts, NeuronSets sets) {
    readOuts.forEach((id, name) -> {
      if (!name.equals(id.toString())) {
        names.put(id, name);
      }
    });
    KINDS.forEach(kind -> add(sets, kind, names));
    add(sets, NamedSet.Kind.SEZ_TYPE, types);
  }

  private static void add(NeuronSets sets, NamedSet.Kind kind, Map<Long, String> to) {
    for (NamedSet set : sets.all()) {
      if (set.kind() == kind) {
        set.versions().values().forEach(ids -> ids.forEach(id -> to.putIfAbsent(id, set.name())));
      }
    }
  }

  /// The read-out that a neuron is, else the first set that it is in.
  String name(long flywireId) {
    return names.getOrDefault(flywireId, "");
  }

  /// The cell type of a neuron.
  String type(long flywireId) {
    return types.getOrDefault(flywireId, "");
  }
}
