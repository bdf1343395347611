package flybrain.experiment;

import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import java.util.ArrayList;
import java.util.List;

/// Connectomes for tests: neurons without connections.
final class Brains {
  private Brains() {}

  static Connectome of(long... ids) {
    return new Connectome(
        "tiny", "none", new Neurons(ids), new ConnectionsBuilder(ids.length).build());
  }

  /// Every neuron of the named built-in sets, once each.
  static Connectome withSets(String... names) {
    List<Long> ids = new ArrayList<>();
    for (String name : names) {
      NeuronSets.builtIn().get(name).versions().values().iterator().next().forEach(ids::add);
    }
    return of(ids.stream().distinct().mapToLong(Long::longValue).toArray());
  }
}
