package flybrain.translation;

import flybrain.experiment.ChangedIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Translates ids of neurons from one version of a connectome to another.
///
/// The first table that has an id for a neuron counts: those of the user in their order, then the
/// published successors that come with flybrain. An id that no table knows is the same in the new
/// version if that has it, because FlyWire gives a neuron a new id whenever it is corrected, and
/// never the same id to two.
public final class Translator {
  private final IdVersion from;
  private final IdVersion to;
  private final List<IdChanges> tables;

  /// @param tables of the user, the first counts most
  public Translator(IdVersion from, IdVersion to, List<IdChanges> tables) {
    this.from = from;
    this.to = to;
    this.tables = new ArrayList<>(tables);
    builtIn(from, to).ifPresent(this.tables::add);
  }

  /// What an id of the old version is in the new one; never refused: an id of neither is
  /// [Translation.Status#UNKNOWN], with the reason.
  public Translation of(long id) {
    @Nullable Translation lost = null;
    for (IdChanges table : tables) {
      Optional<Translation> found = table.of(id);
      if (found.isPresent() && !found.get().ids().isEmpty()) {
        return found.get();
      }
      lost = lost == null ? found.orElse(null) : lost;
    }
    if (to.has(id)) {
      return Translation.found(
          id, List.of(id), Translation.Status.UNCHANGED, "the neurons of " + to.name());
    }
    return lost == null ? Translation.lost(id, Translation.Status.UNKNOWN, why(id)) : lost;
  }

  private String why(long id) {
    if (ChangedIds.builtIn().isOnlyInOld(id) && !from.release().equals(ChangedIds.OLD)) {
      return "an id of %s, not of %s".formatted(ChangedIds.OLD, from.name());
    }
    String noTable = tables.isEmpty() ? "there is no table" : "no table has it";
    if (from.neurons() != null && !from.has(id)) {
      return "not an id of " + from.name();
    }
    return to.neurons() == null
        ? "%s, and the connectome %s is not here".formatted(noTable, to.name())
        : "%s does not have it, and %s".formatted(to.name(), noTable);
  }

  /// The published successors of the paper's neurons, in either direction.
  private static Optional<IdChanges> builtIn(IdVersion from, IdVersion to) {
    boolean forward = from.release().equals(ChangedIds.OLD) && to.release().equals(ChangedIds.NEW);
    boolean back = from.release().equals(ChangedIds.NEW) && to.release().equals(ChangedIds.OLD);
    if (!forward && !back) {
      return Optional.empty();
    }
    IdChanges changes = new IdChanges();
    ChangedIds known = ChangedIds.builtIn();
    known
        .successors()
        .forEach((oldId, successor) ->
            changes.add(
                forward ? oldId : successor.id(),
                forward ? successor.id() : oldId,
                successor.source()));
    if (forward) {
      known.lost().forEach(changes::addLost);
    }
    known
        .kept()
        .forEach(id ->
            changes.add(id, id, "the lists of Shiu et al. 2024, whose other ids are in both"));
    return Optional.of(changes);
  }
}
