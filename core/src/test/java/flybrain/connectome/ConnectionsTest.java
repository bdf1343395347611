package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  @Test
  void rows_areOfPresynapticNeurons() {
    Connections connections = Fixtures.connections();
    assertThat(connections.neurons()).isEqualTo(5);
    assertThat(connections.size()).isEqualTo(7);
    assertThat(connections.rowStarts()).containsExactly(0, 2, 5, 5, 5, 7);
    int[] degrees = {2, 3, 0, 0, 2};
    for (int neuron = 0; neuron < 5; neuron++) {
      assertThat(connections.outDegree(neuron)).isEqualTo(degrees[neuron]);
    }
    assertThat(connections.rowStart(5)).isEqualTo(connections.size());
    assertThat(connections.target(6)).isEqualTo(2);
    assertThat(connections.weight(0)).isEqualTo(-7);
    assertThat(connections.file()).isEmpty();
  }

  /// Those of both signs add up.
  @Test
  void synapses_areCountedWithoutTheirSign() {
    assertThat(Fixtures.connections().synapses()).isEqualTo(7 + 2 + 5 + 1 + 40 + 2405 + 3);
    Connections strong =
        new ConnectionsBuilder(2).add(0, 1, Integer.MIN_VALUE).add(1, 0, Integer.MAX_VALUE).build();
    assertThat(strong.synapses()).isEqualTo((1L << 32) - 1);
  }

  @Test
  void rowStarts_areACopy() {
    Connections connections = Fixtures.connections();
    connections.rowStarts()[1] = 99;
    assertThat(connections.rowStart(1)).isEqualTo(2);
  }

  /// Neurons without connections have empty rows, at the start, between others and at the end.
  @Property(tries = 100)
  void presynapticNeuron_isTheOneOfTheRow(RandomGenerator random) {
    int neurons = 1 + random.nextInt(30);
    ConnectionsBuilder builder = new ConnectionsBuilder(neurons);
    for (int n = random.nextInt(40); n > 0; n--) {
      builder.add(random.nextInt(neurons), random.nextInt(neurons), 1);
    }
    Connections connections = builder.build();
    for (int pre = 0; pre < neurons; pre++) {
      for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
        assertThat(connections.presynaptic(c)).isEqualTo(pre);
      }
    }
  }

  @Test
  void withoutConnections_thereAreOnlyEmptyRows() {
    Connections none = new ConnectionsBuilder(3).build();
    assertThat(none.size()).isZero();
    assertThat(none.synapses()).isZero();
    assertThat(none.outDegree(2)).isZero();
    assertThat(new ConnectionsBuilder(0).build().neurons()).isZero();
  }
}
