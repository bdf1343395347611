package flybrain.translation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A table of the ids that neurons have in two versions. Filled by one thread, then read by any.
public final class IdChanges {
  private final Map<Long, Translation> byOldId = new HashMap<>();

  /// The old ids of each new one: several where neurons were merged.
  private final Map<Long, List<Long>> oldIds = new HashMap<>();

  /// Says that a neuron has an id in the new version; of several it has all.
  ///
  /// @param from what says so
  void add(long oldId, long newId, String from) {
    Translation known = byOldId.get(oldId);
    List<Long> ids = new ArrayList<>(known == null ? List.of() : known.ids());
    if (ids.contains(newId)) {
      return;
    }
    ids.add(newId);
    // Whether it was split or merged is only known when all rows are read.
    byOldId.put(oldId, Translation.found(oldId, ids, Translation.Status.CHANGED, from));
    oldIds.computeIfAbsent(newId, _ -> new ArrayList<>(1)).add(oldId);
  }

  /// Says that a neuron has no id in the new version, if nothing else says that it has one.
  void addLost(long oldId, String reason) {
    byOldId.putIfAbsent(oldId, Translation.lost(oldId, Translation.Status.NO_COUNTERPART, reason));
  }

  /// What the table says of an id.
  Optional<Translation> of(long oldId) {
    Translation known = byOldId.get(oldId);
    return known == null || known.ids().isEmpty()
        ? Optional.ofNullable(known)
        : Optional.of(Translation.found(oldId, known.ids(), status(known), known.from()));
  }

  private Translation.Status status(Translation known) {
    if (known.ids().size() > 1) {
      return Translation.Status.SPLIT;
    }
    long newId = known.ids().getFirst();
    if (oldIds.getOrDefault(newId, List.of()).size() > 1) {
      return Translation.Status.MERGED;
    }
    return newId == known.id() ? Translation.Status.UNCHANGED : Translation.Status.CHANGED;
  }

  /// Number of old ids.
  public int size() {
    return byOldId.size();
  }
}
