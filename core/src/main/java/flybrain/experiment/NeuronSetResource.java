package flybrain.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The sets that come with flybrain: `neuron-sets.json` beside this class.
final class NeuronSetResource {
  private static final String NAME = "neuron-sets.json";

  private NeuronSetResource() {}

  static Collection<NamedSet> read() {
    Map<String, NamedSet> sets = new LinkedHashMap<>();
    try (InputStream in =
        Objects.requireNonNull(NeuronSetResource.class.getResourceAsStream(NAME), NAME)) {
      for (JsonNode node : JsonMapper.shared().readTree(in).required("sets").values()) {
        NamedSet set = set(node, sets);
        if (sets.put(set.name(), set) != null) {
          throw new IllegalStateException(NAME + ": set " + set.name() + " stands twice");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(NAME, e);
    }
    return sets.values();
  }

  private static NamedSet set(JsonNode node, Map<String, NamedSet> before) {
    String kind = node.required("kind").asString().toUpperCase(Locale.ROOT);
    return new NamedSet(
        node.required("name").asString(),
        NamedSet.Kind.valueOf(kind),
        node.required("about").asString(),
        versions(node, before));
  }

  private static Map<String, List<Long>> versions(JsonNode node, Map<String, NamedSet> before) {
    Map<String, List<Long>> versions = new LinkedHashMap<>();
    if (node.has("versions")) {
      node.get("versions").properties().forEach(e -> versions.put(e.getKey(), ids(e.getValue())));
    } else if (node.has("union")) {
      List<Long> ids = new ArrayList<>();
      for (JsonNode name : node.get("union").values()) {
        Objects.requireNonNull(before.get(name.asString()))
            .versions()
            .values()
            .forEach(ids::addAll);
      }
      versions.put("all", ids);
    } else {
      versions.put("all", ids(node.required("ids")));
    }
    return versions;
  }

  private static List<Long> ids(JsonNode node) {
    return node.values().stream().map(JsonNode::longValue).toList();
  }
}
