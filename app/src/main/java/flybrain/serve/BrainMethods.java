package flybrain.serve;

import flybrain.InputException;
import flybrain.annotation.AnnotationColumn;
import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.experiment.Missing;
import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSelection;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.Recipe;
import flybrain.requests.Params;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Requests about connectomes: to open and close them, and what is in them.
final class BrainMethods {
  private final Brains brains;

  BrainMethods(Brains brains) {
    this.brains = brains;
  }

  void addTo(Map<String, Method> methods) {
    methods.put("open", (params, _) -> open(params));
    methods.put("close", (params, _) -> close(params));
    methods.put("neurons", (params, _) -> neurons(params));
    methods.put("annotations", (params, _) -> annotations(params));
    methods.put("connections", (params, _) -> connections(params));
  }

  private Reply open(Params params) throws IOException {
    params.allow("connectome", "annotations");
    long handle = brains.open(Brains.source(params), params.paths("annotations"));
    OpenBrain brain = brains.of(handle);
    Connectome connectome = brain.connectome();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("brain", handle);
    result.put("name", connectome.name());
    result.put("origin", brain.source().origin());
    result.put("synthetic", brain.source().isSynthetic());
    result.put("sha256", connectome.fingerprint());
    result.put("neurons", connectome.neurons().size());
    result.put("connections", connectome.connections().size());
    result.put("w_syn", connectome.weight().millivolts());
    result.put("w_syn_source", connectome.weight().source());
    result.put("notices", brain.notices());
    return Reply.of(result);
  }

  private Reply close(Params params) {
    brains.close(params.allow("brain"));
    return Reply.DONE;
  }

  private Reply neurons(Params params) {
    params.allow("brain", "neurons", "selection", "missing");
    Connectome connectome = brains.of(params).connectome();
    List<String> warnings = new ArrayList<>();
    NeuronSet set = selected(connectome, params, params.neurons(), warnings);
    int[] indices = set.indices();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", set.name());
    result.put("names", names(connectome, indices));
    result.put("absent", set.absent().stream().map(String::valueOf).toList());
    result.put("warnings", warnings);
    return Reply.of(result, ids("id", connectome, indices), index("index", indices));
  }

  /// The neurons that a request selects.
  private static NeuronSet selected(
      Connectome connectome,
      Params params,
      List<NeuronReference> references,
      List<String> warnings) {
    Recipe policy =
        Recipe.DEFAULT.withMissing(
            params.has("missing") ? params.word("missing", Missing.class) : Missing.ERROR);
    if (references.isEmpty()) {
      throw new InputException("neurons: the list is empty; name at least one");
    }
    return new NeuronSelection("neurons", references, policy).on(connectome, warnings::add);
  }

  /// The names of the neurons that have one, by id.
  private static Map<String, String> names(Connectome connectome, int[] indices) {
    Map<Long, String> known = new LinkedHashMap<>();
    for (NamedSet set : NeuronSets.builtIn().all()) {
      List<Long> ids = set.idsFor(connectome.neurons());
      if (set.kind() == NamedSet.Kind.READ_OUT && ids.size() == 1) {
        known.putIfAbsent(ids.getFirst(), set.name());
      }
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (int index : indices) {
      long id = connectome.neurons().id(index);
      String name = known.get(id);
      if (name != null) {
        names.put(Long.toString(id), name);
      }
    }
    return names;
  }

  private Reply annotations(Params params) {
    params.allow("brain", "neurons", "selection", "missing");
    Connectome connectome = brains.of(params).connectome();
    List<String> warnings = new ArrayList<>();
    int[] indices =
        params.has("neurons") || params.has("selection")
            ? selected(connectome, params, params.neurons(), warnings).indices()
            : all(connectome);
    List<Map<String, Object>> described = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    columns.add(ids("id", connectome, indices));
    for (AnnotationColumn column : connectome.annotations().columns()) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("name", column.name());
      facts.put("source", column.source());
      facts.put("values", column.values());
      described.add(facts);
      columns.add(new Column.Ints(column.name(), indices.length, k -> column.code(indices[k]) - 1));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("annotations", described);
    result.put("warnings", warnings);
    return new Reply(result, columns);
  }

  private static int[] all(Connectome connectome) {
    int[] all = new int[connectome.neurons().size()];
    Arrays.setAll(all, neuron -> neuron);
    return all;
  }

  private Reply connections(Params params) {
    Connections connections = brains.of(params.allow("brain")).connectome().connections();
    int[] row = {0};
    return Reply.of(
        Map.of(),
        new Column.Ints(
            "pre",
            connections.size(),
            connection -> {
              // Asked for in order.
              while (connection >= connections.rowStart(row[0] + 1)) {
                row[0]++;
              }
              return row[0];
            }),
        new Column.Ints("post", connections.size(), connections::target),
        new Column.Ints("weight", connections.size(), connections::weight));
  }

  static Column ids(String name, Connectome connectome, int[] indices) {
    return new Column.Longs(name, indices.length, k -> connectome.neurons().id(indices[k]));
  }

  private static Column index(String name, int[] indices) {
    return new Column.Ints(name, indices.length, k -> indices[k]);
  }
}
