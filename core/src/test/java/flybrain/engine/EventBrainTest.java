package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.Connections;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.model.Parameters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventBrainTest {
  private static final Parameters SHIU = Parameters.SHIU_2024;

  /// How many models and kinds of experiments a brain remembers.
  private static final int KEPT = 64;

  /// Neuron 0 excites, 1 inhibits, 2 does both, 3 has a connection without synapses, 4 has none.
  @Test
  void neuronsThatOnlyInhibit_areKnownForEitherSignOfASynapse() {
    EventBrain brain =
        brain(
            5,
            new ConnectionsBuilder(5)
                .add(0, 1, 3)
                .add(0, 2, 1)
                .add(1, 2, -4)
                .add(2, 3, -1)
                .add(2, 4, 2)
                .add(3, 0, 0)
                .build());
    for (int look = 0; look < 2; look++) {
      assertThat(IntStream.range(0, 5).filter(pre -> brain.onlyInhibits(pre, 0.3)))
          .containsExactly(1, 3, 4);
      assertThat(IntStream.range(0, 5).filter(pre -> brain.onlyInhibits(pre, -0.3)))
          .containsExactly(0, 3, 4);
      assertThat(IntStream.range(0, 5).filter(pre -> brain.onlyInhibits(pre, 0)))
          .containsExactly(0, 1, 2, 3, 4);
    }
  }

  /// 32 bits hold up to 2^31 - 1.
  @ParameterizedTest
  @CsvSource({
    "1, 2147483647, true",
    "1, -2147483647, true",
    "2, 1073741823, true",
    "2, 1073741824, false",
    "2, -1073741824, false",
    "3, 715827883, false",
    "3, 0, true"
  })
  void sums_fitWhereAllNeuronsMayDeliverTheStrongestConnection(
      int neurons, int strongest, boolean fit) {
    ConnectionsBuilder connections = new ConnectionsBuilder(neurons).add(0, 0, strongest);
    for (int pre = 1; pre < neurons; pre++) {
      connections.add(pre, 0, 1);
    }
    EventBrain brain = brain(neurons, connections.build());
    assertThat(brain.sumsFit()).isEqualTo(fit);
    assertThat(brain.sumsFit()).as("asked again").isEqualTo(fit);
  }

  @Test
  void modelsUsedLast_areKept() {
    EventBrain brain = brain(1, new ConnectionsBuilder(1).build());
    List<EventModel> models = new ArrayList<>();
    for (int k = 0; k < KEPT; k++) {
      models.add(brain.model(SHIU.with("w_syn", 1 + k)));
    }
    assertThat(brain.model(SHIU.with("w_syn", 1))).isSameAs(models.getFirst());
    assertThat(brain.model(SHIU.with("w_syn", 100)).wSyn).isEqualTo(100);
    for (int k : new int[] {0, 2, KEPT - 1}) {
      assertThat(brain.model(SHIU.with("w_syn", 1 + k))).isSameAs(models.get(k));
    }
    assertThat(brain.model(SHIU.with("w_syn", 2)))
        .as("used longest ago")
        .isNotSameAs(models.get(1));
  }

  @Test
  void whatExperimentsOfAKindHaveLearnt_isKeptForThoseUsedLast() {
    EventBrain brain = brain(1, new ConnectionsBuilder(1).build());
    List<LearntCeilings> learnt = new ArrayList<>();
    for (int k = 0; k < KEPT; k++) {
      learnt.add(brain.learnt(SHIU, BitSet.valueOf(new long[] {k})));
    }
    assertThat(learnt).as("each apart").doesNotHaveDuplicates();
    assertThat(brain.learnt(SHIU, new BitSet())).isSameAs(learnt.getFirst());
    assertThat(brain.learnt(SHIU.with("w_syn", 1), new BitSet())).isNotIn(learnt);
    for (int k : new int[] {0, 2, KEPT - 1}) {
      assertThat(brain.learnt(SHIU, BitSet.valueOf(new long[] {k}))).isSameAs(learnt.get(k));
    }
    assertThat(brain.learnt(SHIU, BitSet.valueOf(new long[] {1})))
        .as("used longest ago")
        .isNotSameAs(learnt.get(1));
  }

  private static EventBrain brain(int neurons, Connections connections) {
    long[] ids = LongStream.range(0, neurons).toArray();
    return new EventBrain(new Connectome("small", "0", new Neurons(ids), connections));
  }
}
