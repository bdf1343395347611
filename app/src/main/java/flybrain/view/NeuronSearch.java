package flybrain.view;

import flybrain.InputException;
import flybrain.annotation.AnnotationColumn;
import flybrain.connectome.Connectome;
import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronNames;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.NeuronSets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Finds neurons by what a user types: parts of ids, names and types, or a selection.
final class NeuronSearch {
  private static final int MOST = 200;
  private static final int USUAL = 20;
  private static final List<String> SEARCHED = List.of("type", "name");

  /// Indices of a selection that are sent at most.
  private static final int MOST_INDICES = 5_000;

  private final Connectome connectome;
  private final NeuronSets sets;
  private final Neurons neurons;
  private final NeuronNames names;

  NeuronSearch(Connectome connectome, NeuronSets sets, Neurons neurons, NeuronNames names) {
    this.connectome = connectome;
    this.sets = sets;
    this.neurons = neurons;
    this.names = names;
  }

  /// `/api/search`.
  Answer search(Query query) {
    String text = query.allow("q", "limit").text("q").strip();
    int limit = query.whole("limit", 1, MOST, USUAL);
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("neurons", neurons(text, limit));
    found.put("selections", selections(text, limit));
    return Answer.json(found);
  }

  private List<Map<String, Object>> neurons(String text, int limit) {
    BitSet found = new BitSet();
    if (text.matches("\\d+")) {
      for (int neuron = 0; neuron < connectome.neurons().size(); neuron++) {
        if (found.cardinality() < limit
            && Long.toString(connectome.neurons().id(neuron)).startsWith(text)) {
          found.set(neuron);
        }
      }
    }
    for (NamedSet set : named(text)) {
      found.or(bits(set));
    }
    for (String column : SEARCHED) {
      connectome
          .annotations()
          .column(column)
          .ifPresent(values -> found.or(values.where(value -> has(value, text))));
    }
    return found.stream().limit(limit).mapToObj(this::neuron).toList();
  }

  private static boolean has(String value, String text) {
    return value.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }

  /// A neuron with its names.
  private Map<String, Object> neuron(int index) {
    long id = connectome.neurons().id(index);
    Map<String, Object> neuron = new LinkedHashMap<>();
    neuron.put("index", index);
    neuron.put("id", Long.toString(id));
    neuron.put("name", names.name(id));
    neuron.put("type", names.cell(id));
    neuron.put("side", names.side(id));
    return neuron;
  }

  private List<NamedSet> named(String text) {
    return sets.all().stream().filter(set -> has(set.name(), text)).toList();
  }

  private BitSet bits(NamedSet set) {
    BitSet bits = new BitSet();
    set.idsFor(connectome.neurons()).stream()
        .mapToInt(connectome.neurons()::indexOf)
        .filter(index -> index >= 0)
        .forEach(bits::set);
    return bits;
  }

  private List<Map<String, Object>> selections(String text, int limit) {
    Map<String, Integer> found = new LinkedHashMap<>();
    try {
      found.put(text, neurons.of(text, _ -> {}).size());
    } catch (InputException _) {
      // Not a whole selection yet.
    }
    named(text).forEach(set -> found.putIfAbsent(set.name(), bits(set).cardinality()));
    connectome.annotations().column("type").ifPresent(types -> addTypes(types, text, found));
    List<Map<String, Object>> selections = new ArrayList<>();
    found.forEach((selection, count) -> {
      if (count > 0 && selections.size() < limit) {
        selections.add(Map.of("text", selection, "neurons", count));
      }
    });
    return selections;
  }

  private static void addTypes(AnnotationColumn types, String text, Map<String, Integer> found) {
    types.values().stream()
        .filter(type -> has(type, text) && type.matches("[A-Za-z][A-Za-z0-9_.+-]*"))
        .limit(MOST)
        .forEach(type -> found.putIfAbsent(type, types.where(type::equals).cardinality()));
  }

  /// `/api/selection`.
  Answer selection(Query query) {
    String text = query.allow("text").text("text");
    List<String> warnings = new ArrayList<>();
    NeuronSet set = neurons.of(text, warnings::add);
    Map<String, Object> selection = new LinkedHashMap<>();
    selection.put("text", text);
    selection.put("name", set.name());
    selection.put("neurons", set.size());
    selection.put("indices", set.stream().limit(MOST_INDICES).toArray());
    selection.put("warnings", warnings);
    return Answer.json(selection);
  }
}
