package flybrain.experiment;

import flybrain.connectome.Neurons;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Neurons that go by one name: a population of the paper, a cell type, a read-out, or a user's
/// set.
///
/// @param name the name, unique among the sets in use
/// @param kind where the name comes from
/// @param about what the neurons are, in a few words
/// @param versions FlyWire root ids by the version of the connectome that they belong to, the
///   newest first; one entry when the ids are the same in all versions
public record NamedSet(String name, Kind kind, String about, Map<String, List<Long>> versions) {
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

  public NamedSet {
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("set " + name + " has no list of ids");
    }
    Map<String, List<Long>> copy = new LinkedHashMap<>();
    versions.forEach((version, ids) -> copy.put(version, List.copyOf(ids)));
    versions = Collections.unmodifiableMap(copy);
  }

  /// A set that the user brought.
  static NamedSet ofUser(String name, List<Long> ids) {
    return new NamedSet(name, Kind.USER, "your set", Map.of("any", ids));
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

  /// Whether any version of this set has an id.
  public boolean contains(long id) {
    return versions.values().stream().anyMatch(ids -> ids.contains(id));
  }
}
