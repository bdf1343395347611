package flybrain.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The sets that come with flybrain: `neuron-sets.json` beside this class.
///
/// It lists each set once, with the ids that its source gives. The successors in v783 of ids of
/// v630 stand apart, each with its own source, and so do the ids that have none.
final class NeuronSetResource {
  private static final String NAME = "neuron-sets.json";

  /// The source whose ids are all of v783.
  private static final String SUITE = "suite";

  /// A neuron's id in the newest version.
  private record Successor(long id, String source) {}

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<Long, Successor> successors = new LinkedHashMap<>();
  private final Map<Long, String> lost = new LinkedHashMap<>();
  private final Map<String, NamedSet> sets = new LinkedHashMap<>();

  private NeuronSetResource(JsonNode root) {
    root.required("sources")
        .properties()
        .forEach(source -> sources.put(source.getKey(), source.getValue().asString()));
    for (JsonNode node : root.required("successors").values()) {
      successors.put(
          node.required("v630").longValue(),
          new Successor(node.required("v783").longValue(), source(node)));
    }
    for (JsonNode node : root.required("lost").values()) {
      ids(node).forEach(id -> lost.put(id, node.required("why").asString()));
    }
    for (JsonNode node : root.required("sets").values()) {
      NamedSet set = set(node);
      if (sets.put(set.name(), set) != null) {
        throw new IllegalStateException(NAME + ": set " + set.name() + " stands twice");
      }
    }
  }

  static Collection<NamedSet> read() {
    try (InputStream in =
            Objects.requireNonNull(NeuronSetResource.class.getResourceAsStream(NAME), NAME);
        JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
      parser.nextToken();
      return new NeuronSetResource(tree(parser)).sets.values();
    } catch (IOException e) {
      throw new UncheckedIOException(NAME, e);
    }
  }

  /// What the parser stands at. A mapper of Jackson would do the same, but every command reads this
  /// file, and making a mapper takes longer than reading.
  private static JsonNode tree(JsonParser parser) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = nodes.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.set(name, tree(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = nodes.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(tree(parser));
        }
        yield array;
      }
      case VALUE_NUMBER_INT -> nodes.numberNode(parser.getLongValue());
      default -> nodes.stringNode(parser.getString());
    };
  }

  private NamedSet set(JsonNode node) {
    List<Long> ids = node.has("union") ? union(node.get("union")) : ids(node);
    Set<String> from = new LinkedHashSet<>(List.of(source(node)));
    Map<Long, String> lostHere = new LinkedHashMap<>();
    for (long id : ids) {
      if (successors.containsKey(id)) {
        from.add(successors.get(id).source());
      }
      if (lost.containsKey(id)) {
        lostHere.put(id, lost.get(id));
      }
    }
    return new NamedSet(
        node.required("name").asString(),
        NamedSet.Kind.valueOf(node.required("kind").asString().toUpperCase(Locale.ROOT)),
        node.required("about").asString(),
        String.join("; v783 ids: ", from),
        versions(ids, node.required("source").asString().equals(SUITE)),
        lostHere);
  }

  private Map<String, List<Long>> versions(List<Long> ids, boolean ofNewest) {
    if (ofNewest) {
      return Map.of(NamedSet.NEWEST, ids);
    }
    Map<String, List<Long>> versions = new LinkedHashMap<>();
    List<Long> newest =
        ids.stream().map(id -> successors.containsKey(id) ? successors.get(id).id() : id).toList();
    if (!newest.equals(ids)) {
      versions.put(NamedSet.NEWEST, newest);
      versions.put("v630", ids);
    } else {
      versions.put("all", ids);
    }
    return versions;
  }

  /// The ids of sets that stand before, as their source gives them.
  private List<Long> union(JsonNode names) {
    List<Long> ids = new ArrayList<>();
    for (JsonNode name : names.values()) {
      ids.addAll(
          List.copyOf(Objects.requireNonNull(sets.get(name.asString())).versions().values())
              .getLast());
    }
    return ids;
  }

  private String source(JsonNode node) {
    return Objects.requireNonNull(sources.get(node.required("source").asString()));
  }

  private static List<Long> ids(JsonNode node) {
    return node.required("ids").values().stream().map(JsonNode::longValue).toList();
  }
}
