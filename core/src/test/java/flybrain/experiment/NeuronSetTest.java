package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeuronSetTest {
  private static NeuronSet set(String name, List<Long> absent, int... indices) {
    return new NeuronSet(name, IntStream.of(indices), absent);
  }

  /// A change of an experiment is one only where name, neurons or what is left out differ.
  @Test
  void sets_areEqualByEverythingInThem() {
    NeuronSet set = set("a", List.of(9L), 3, 1);
    assertThat(set)
        .isEqualTo(set("a", List.of(9L), 3, 1))
        .hasSameHashCodeAs(set("a", List.of(9L), 3, 1))
        .isNotEqualTo(set("b", List.of(9L), 3, 1))
        .isNotEqualTo(set("a", List.of(9L), 1, 3))
        .isNotEqualTo(set("a", List.of(8L), 3, 1))
        .isNotEqualTo(set("a", List.of(9L), 3));
    assertThat(set).hasToString("NeuronSet[a, [3, 1], absent [9]]");
  }

  @Test
  void indices_areACopyInTheOrderGiven() {
    NeuronSet set = NeuronSet.of("a", 3, 1);
    set.indices()[0] = 7;
    assertThat(set.indices()).containsExactly(3, 1);
    assertThat(set.stream()).containsExactly(3, 1);
    assertThat(set.size()).isEqualTo(2);
    assertThat(set.absent()).isEmpty();
  }

  /// Neurons that the connectome does not have are none of it.
  @Test
  void setOfAbsentNeurons_isEmpty() {
    assertThat(set("a", List.of(9L)).isEmpty()).isTrue();
    assertThat(set("a", List.of(9L)).size()).isZero();
    assertThat(NeuronSet.NONE.isEmpty()).isTrue();
    assertThat(NeuronSet.of("a", 0).isEmpty()).isFalse();
  }
}
