package flybrain.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdChangesTest {
  private final IdChanges changes = new IdChanges();

  private Translation of(long id) {
    return changes.of(id).orElseThrow();
  }

  @Test
  void oneId_isChangedOrUnchanged() {
    changes.add(1, 10, "a table");
    changes.add(2, 2, "a table");
    assertThat(of(1))
        .isEqualTo(new Translation(1, List.of(10L), Translation.Status.CHANGED, "a table", ""));
    assertThat(of(2).status()).isEqualTo(Translation.Status.UNCHANGED);
    assertThat(changes.of(3)).isEmpty();
    assertThat(changes.of(10)).as("a new id is no old one").isEmpty();
    assertThat(changes.size()).isEqualTo(2);
  }

  /// In whatever order the rows come, and one row twice is one row.
  @Test
  void severalIds_areASplit_severalNeuronsAMerge() {
    changes.add(1, 10, "t");
    changes.add(2, 20, "t");
    changes.add(1, 11, "t");
    changes.add(3, 20, "t");
    changes.add(1, 10, "t");
    changes.add(2, 20, "t");
    assertThat(of(1).ids()).containsExactly(10L, 11L);
    assertThat(of(1).status()).isEqualTo(Translation.Status.SPLIT);
    assertThat(of(2).status()).isEqualTo(Translation.Status.MERGED);
    assertThat(of(3).status()).isEqualTo(Translation.Status.MERGED);
  }

  /// A neuron that kept its id while another was joined to it is merged all the same.
  @Test
  void neuronThatTookAnotherIn_isMerged() {
    changes.add(5, 5, "t");
    changes.add(6, 5, "t");
    assertThat(of(5).status()).isEqualTo(Translation.Status.MERGED);
  }

  /// An id counts more than a row without one, before or after it.
  @Test
  void neuronWithoutId_isLostUnlessAnotherRowHasOne() {
    changes.addLost(1, "first reason");
    changes.addLost(1, "second reason");
    assertThat(of(1))
        .isEqualTo(
            new Translation(1, List.of(), Translation.Status.NO_COUNTERPART, "", "first reason"));
    changes.add(1, 10, "t");
    assertThat(of(1).status()).isEqualTo(Translation.Status.CHANGED);
    assertThat(of(1).reason()).isEmpty();
    changes.addLost(1, "later");
    assertThat(of(1).ids()).containsExactly(10L);
  }
}
