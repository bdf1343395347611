package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.Neurons;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangedIdsTest {
  private static final ChangedIds KNOWN = ChangedIds.builtIn();

  private static Neurons neurons(long... ids) {
    return new Neurons(ids);
  }

  /// An id has one fate.
  @Test
  void ids_areReplacedLostOrKept() {
    assertThat(KNOWN.successors()).isNotEmpty();
    assertThat(KNOWN.lost()).isNotEmpty();
    assertThat(KNOWN.kept()).isNotEmpty();
    for (long id : KNOWN.lost().keySet()) {
      assertThat(KNOWN.successors()).doesNotContainKey(id);
    }
    for (long id : KNOWN.kept()) {
      assertThat(KNOWN.isOnlyInOld(id)).isFalse();
    }
    KNOWN
        .successors()
        .forEach((id, successor) -> {
          assertThat(successor.id()).isNotEqualTo(id);
          assertThat(KNOWN.isOnlyInOld(id)).isTrue();
          assertThat(successor.source()).isNotBlank();
        });
    assertThat(KNOWN.lost()).allSatisfy((id, why) -> assertThat(why).isNotBlank());
  }

  /// A successor that were itself replaced would be an id of neither version.
  @Test
  void successors_areOfTheNewVersionAlone() {
    KNOWN
        .successors()
        .values()
        .forEach(successor ->
            assertThat(KNOWN.isOnlyInOld(successor.id())).as("%d", successor.id()).isFalse());
  }

  @Test
  void release_isTheOneOfMostChangedIds() {
    Map.Entry<Long, ChangedIds.Successor> one = KNOWN.successors().entrySet().iterator().next();
    long lost = KNOWN.lost().keySet().iterator().next();
    long kept = KNOWN.kept().iterator().next();
    long oldId = one.getKey();
    long newId = one.getValue().id();
    assertThat(ChangedIds.releaseOf(neurons(oldId))).isEqualTo("v630");
    assertThat(ChangedIds.releaseOf(neurons(lost))).isEqualTo("v630");
    assertThat(ChangedIds.releaseOf(neurons(newId))).isEqualTo("v783");
    assertThat(ChangedIds.releaseOf(neurons(oldId, newId))).as("as many of both").isEmpty();
    assertThat(ChangedIds.releaseOf(neurons(oldId, newId, lost))).isEqualTo("v630");
    assertThat(ChangedIds.releaseOf(neurons(kept))).isEmpty();
    assertThat(ChangedIds.releaseOf(neurons())).isEmpty();
  }

  @Test
  void changes_cannotBeChanged() {
    ChangedIds copy = new ChangedIds(Map.of(), Map.of(1L, "gone"), Set.of());
    assertThat(copy.isOnlyInOld(1)).isTrue();
    assertThat(copy.isOnlyInOld(2)).isFalse();
    assertThat(copy.lost()).isUnmodifiable();
    assertThat(copy.kept()).isUnmodifiable();
  }
}
