package flybrain.experiment;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
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
import org.jspecify.annotations.Nullable;

/// The sets that come with flybrain: CSV tables beside this class, which every command reads.
///
/// `neuron-sets.csv` has a row a set, with the ids that its source gives or the names of sets above
/// it. Ids of v630 that v783 replaced are in `neuron-successors.csv`, ids without a successor in
/// `neuron-lost.csv`, and the sources in `neuron-sources.csv`.
final class NeuronSetResource {
  /// The source whose ids are all of v783.
  private static final String SUITE = "suite";

  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, NamedSet> sets = new LinkedHashMap<>();
  private final ChangedIds changed;

  NeuronSetResource() throws IOException {
    ChangedIds.read(
        "neuron-sources.csv", row -> sources.put(row.getField("source"), row.getField("text")));
    changed = ChangedIds.read(sources);
    ChangedIds.read("neuron-sets.csv", this::add);
  }

  static Collection<NamedSet> read() {
    try {
      return new NeuronSetResource().sets.values();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What became of ids; none of those that stayed.
  ChangedIds changed() {
    return changed;
  }

  /// All ids of the sets of the paper, in v630.
  Set<Long> idsOfThePaper() {
    Set<Long> ids = new LinkedHashSet<>();
    for (NamedSet set : sets.values()) {
      if (!set.versions().keySet().equals(Set.of(NamedSet.NEWEST))) {
        ids.addAll(List.copyOf(set.versions().values()).getLast());
      }
    }
    return ids;
  }

  private void add(NamedCsvRecord row) {
    String name = row.getField("name");
    List<Long> ids = ids(row.getField("neurons").toCharArray());
    List<Long> newest = new ArrayList<>(ids.size());
    Set<String> from = new LinkedHashSet<>(List.of(source(row.getField("source"))));
    Map<Long, String> lostHere = new LinkedHashMap<>();
    for (Long id : ids) {
      ChangedIds.Successor successor = changed.successors().get(id);
      newest.add(successor == null ? id : successor.id());
      if (successor != null) {
        from.add(successor.source());
      }
      @Nullable String why = changed.lost().get(id);
      if (why != null) {
        lostHere.put(id, why);
      }
    }
    NamedSet set =
        new NamedSet(
            name,
            NamedSet.Kind.valueOf(row.getField("kind").toUpperCase(Locale.ROOT)),
            row.getField("about"),
            String.join("; v783 ids: ", from),
            versions(ids, newest, row.getField("source").equals(SUITE)),
            lostHere);
    if (sets.put(name, set) != null) {
      throw new IllegalStateException("neuron-sets.csv: set " + name + " has two rows");
    }
  }

  private static Map<String, List<Long>> versions(
      List<Long> ids, List<Long> newest, boolean ofNewest) {
    if (ofNewest) {
      return Map.of(NamedSet.NEWEST, ids);
    }
    if (newest.equals(ids)) {
      return Map.of("all", ids);
    }
    Map<String, List<Long>> versions = new LinkedHashMap<>();
    versions.put(NamedSet.NEWEST, newest);
    versions.put("v630", ids);
    return versions;
  }

  /// The ids that a set is made of, as their source gives them. Nearly every command reads all sets
  /// before Java has compiled anything, so they are read from an array, digit by digit.
  ///
  /// @param neurons ids, or names of sets above it
  private List<Long> ids(char[] neurons) {
    List<Long> ids = new ArrayList<>();
    int start = 0;
    long id = 0;
    boolean named = false;
    for (int i = 0; i <= neurons.length; i++) {
      char c = i < neurons.length ? neurons[i] : ' ';
      if (c > ' ') {
        named |= c < '0' || c > '9';
        id = 10 * id + (c - '0');
        continue;
      }
      if (named) {
        String name = new String(neurons, start, i - start);
        NamedSet set = Objects.requireNonNull(sets.get(name), name);
        ids.addAll(List.copyOf(set.versions().values()).getLast());
      } else if (i > start) {
        ids.add(id);
      }
      start = i + 1;
      id = 0;
      named = false;
    }
    return ids;
  }

  private String source(String key) {
    return Objects.requireNonNull(sources.get(key), key);
  }
}
