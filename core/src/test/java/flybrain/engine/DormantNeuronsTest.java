package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.Connections;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.engine.LearntCeilings.Snapshot;
import flybrain.model.Parameters;
import org.junit.jupiter.api.Test;

/// Neuron 0 excites 1 and 2 and inhibits 3. The threshold is 7 mV above rest, 25.45 times w_syn, of
/// which nine tenths make drowsy.
class DormantNeuronsTest {
  private final EventModel model = new EventModel(Parameters.SHIU_2024);
  private final AwakeNeurons awake = new AwakeNeurons(new NeuronTable(4));

  @Test
  void neurons_areDrowsyOnceAndWakeWhereTheyMust() {
    EventBrain brain = brain();
    AwakeRows rows = new AwakeRows(brain, model, awake, new NeuronTable(4));
    PresynapticTraces traces = new PresynapticTraces(model);
    DormantNeurons dormant = new DormantNeurons(brain, awake);
    dormant.clear(model);

    Snapshot learnt = ceiling(1.2);
    dormant.expect(learnt, rows, traces);
    assertThat(dormant.takeDrowsy()).as("bounds of 12 and 24").containsExactly(2);
    dormant.expect(learnt, rows, traces);
    dormant.expect(ceiling(1.1), rows, traces);
    assertThat(dormant.takeDrowsy()).as("nothing new").isEmpty();
    assertThat(dormant.raise(0, 0.05)).as("bounds of 12.5 and 25").isFalse();
    assertThat(dormant.raise(0, 0.1)).as("bounds of 13.5 and 27").isTrue();
    awake.wake(2);
    dormant.expect(ceiling(2.2), rows, traces);
    assertThat(dormant.takeDrowsy()).as("bounds of 23.5 and 47").containsExactly(1);
    assertThat(dormant.raise(0, 0.1)).as("bounds of 24.5 and 49").isFalse();
    assertThat(dormant.raise(0, 0.1)).as("bounds of 25.5 and 51").isTrue();
    assertThat(dormant.takeDrowsy()).as("taken already").isEmpty();
  }

  private static EventBrain brain() {
    Connections connections =
        new ConnectionsBuilder(4).add(0, 1, 10).add(0, 2, 20).add(0, 3, -90).build();
    return new EventBrain(
        new Connectome("four", "0", new Neurons(new long[] {1, 2, 3, 4}), connections));
  }

  private static Snapshot ceiling(double ofNeuron0) {
    return new Snapshot(new int[] {0}, new double[] {ofNeuron0});
  }
}
