package flybrain.translation;

import java.util.List;

/// An id of one version of a connectome with the ids that the same neuron has in another.
///
/// @param id in the old version
/// @param ids in the new version: one, several for a neuron that was split, none if none is known;
///   in the order of the table
/// @param status what became of the id
/// @param from which table or list says so, empty where there is no id
/// @param reason why there is no id, empty where there is one
public record Translation(long id, List<Long> ids, Status status, String from, String reason) {
  /// What became of a neuron's id.
  public enum Status {
    /// The id is the same in both versions.
    UNCHANGED("unchanged"),
    /// The neuron has another id.
    CHANGED("changed"),
    /// The neuron was divided: it has several ids.
    SPLIT("split"),
    /// The neuron was joined with others: they have one id together.
    MERGED("merged"),
    /// A table says that the neuron has no id in the new version.
    NO_COUNTERPART("no counterpart"),
    /// Nothing says what became of it.
    UNKNOWN("unknown");

    private final String words;

    Status(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  public Translation {
    ids = List.copyOf(ids);
  }

  /// A neuron with one id or several.
  static Translation found(long id, List<Long> ids, Status status, String from) {
    return new Translation(id, ids, status, from, "");
  }

  /// A neuron without an id.
  static Translation lost(long id, Status status, String reason) {
    return new Translation(id, List.of(), status, "", reason);
  }
}
