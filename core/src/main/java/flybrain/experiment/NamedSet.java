package flybrain.experiment;

import flybrain.connectome.Neurons;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Neurons that go by one name: a population of the paper, a cell type, a read-out, or a user's
/// set.
///
/// @param name the name, unique among the sets in use
/// @param kind where the name comes from
/// @param about what the neurons are, in a few words
/// @param source where the ids were published, and what their v783 ids are taken from where v783
///   has others
/// @param versions FlyWire root ids by the version of the connectome that they belong to, the
///   newest first; one entry when the ids are the same in all versions. All lists have the same
///   length: the same neuron is at the same place
/// @param lost ids that have no counterpart in v783, with the reason; empty for none
public record NamedSet(
    String name,
    Kind kind,
    String about,
    String source,
    Map<String, List<Long>> versions,
    Map<Long, String> lost) {
  /// The newest version of the connectome that there are ids of.
  static final String NEWEST = ChangedIds.NEW;

  /// Where a name comes from.
  public enum Kind {
    /// A population that the paper drives or silences.
    SET,
    /// Neurons whose firing the paper reports.
    READ_OUT,
    /// A cell type of the subesophageal zone (figure 2 of the paper).
    SEZ_TYPE,
    /// A set that the user brought.
    USER
  }

  /// @throws IllegalArgumentException without a list of ids, or with lists of several lengths
  public NamedSet {
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("set " + name + " has no list of ids");
    }
    Map<String, List<Long>> copy = new LinkedHashMap<>();
    versions.forEach((version, ids) -> copy.put(version, List.copyOf(ids)));
    versions = Collections.unmodifiableMap(copy);
    lost = Collections.unmodifiableMap(new LinkedHashMap<>(lost));
    int size = versions.values().iterator().next().size();
    for (List<Long> ids : versions.values()) {
      if (ids.size() != size) {
        throw new IllegalArgumentException("set " + name + " has lists of several lengths");
      }
    }
  }

  /// A set that the user brought.
  static NamedSet ofUser(String name, List<Long> ids) {
    return new NamedSet(name, Kind.USER, "your set", "you", Map.of("any", ids), Map.of());
  }

  /// The list of ids that belongs to a connectome: the one of which it has the most, and of equals
  /// the newest. Some of the ids may be absent there.
  public List<Long> idsFor(Neurons neurons) {
    List<Long> best = List.of();
    long most = -1;
    for (List<Long> ids : versions.values()) {
      long present = ids.stream().filter(id -> neurons.indexOf(id) >= 0).count();
      if (present > most) {
        most = present;
        best = ids;
      }
    }
    return best;
  }

  /// The ids of a release, empty if the set is known not to have any of it.
  ///
  /// @param release such as `v630`
  public Optional<List<Long>> idsOf(String release) {
    List<Long> own = versions.get(release);
    boolean ofAnother = ChangedIds.RELEASES.stream().anyMatch(versions::containsKey);
    return own == null && ofAnother
        ? Optional.empty()
        : Optional.of(own == null ? versions.values().iterator().next() : own);
  }

  /// The ids of all versions, each once, the newest version first.
  public List<Long> idsOfAllVersions() {
    return versions.values().stream().flatMap(List::stream).distinct().toList();
  }

  /// Whether any version of this set has an id.
  public boolean contains(long id) {
    return versions.values().stream().anyMatch(ids -> ids.contains(id));
  }

  /// The ids of each neuron, its newest id first; most neurons have one.
  public List<List<Long>> idsOfNeurons() {
    List<List<Long>> neurons = new ArrayList<>();
    for (int place = 0; place < versions.values().iterator().next().size(); place++) {
      int at = place;
      neurons.add(versions.values().stream().map(ids -> ids.get(at)).distinct().toList());
    }
    return neurons;
  }

  /// Why a connectome does not have some ids of this set, empty if that is not known.
  public String whyAbsent(Collection<Long> ids) {
    String why =
        ids.stream()
            .map(lost::get)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining("; "));
    return why.isEmpty() && !ids.isEmpty() && versions.keySet().equals(Set.of(NEWEST))
        ? "ids of " + NEWEST
        : why;
  }
}
