package flybrain.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import flybrain.connectome.Connections;
import flybrain.connectome.ConnectionsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartnersTest {
  private static List<String> partners(Partners partners, int neuron) {
    Partners.Of of = partners.of(neuron);
    return IntStream.range(0, of.size())
        .mapToObj(k -> of.neuron(k) + " " + of.synapses(k))
        .toList();
  }

  @Test
  void partners_areThePresynapticNeuronsThatSpike() {
    Connections connections =
        new ConnectionsBuilder(6)
            .add(0, 3, 7)
            .add(1, 3, -2)
            .add(2, 3, 9)
            .add(3, 3, 1)
            .add(5, 3, 4)
            .add(5, 4, 8)
            .build();
    Partners partners = new Partners(connections, new int[] {0, 1, 3, 5});
    assertThat(partners(partners, 3)).containsExactly("0 7", "1 -2", "3 1", "5 4");
    assertThat(partners(partners, 4)).containsExactly("5 8");
    assertThat(partners(partners, 0)).isEmpty();
    assertThat(partners.of(3)).as("is found once").isSameAs(partners.of(3));
  }

  /// A pair whose rows cancel out has no weight, so its spikes contribute nothing.
  @Test
  void pairWithoutWeight_isNoPartner() {
    Connections connections =
        new ConnectionsBuilder(2).add(0, 1, 3).add(0, 1, -3).add(1, 1, 2).build();
    assertThat(connections.size()).isEqualTo(2);
    assertThat(partners(new Partners(connections, new int[] {0, 1}), 1)).containsExactly("1 2");
  }

  @Property(tries = 50)
  void partners_areThoseOfTheMatrix(RandomGenerator random) {
    int neurons = 1 + random.nextInt(12);
    int[][] matrix = new int[neurons][neurons];
    ConnectionsBuilder builder = new ConnectionsBuilder(neurons);
    for (int n = random.nextInt(60); n > 0; n--) {
      int pre = random.nextInt(neurons);
      int post = random.nextInt(neurons);
      int weight = random.nextInt(-5, 6);
      matrix[pre][post] += weight;
      builder.add(pre, post, weight);
    }
    int[] spiking = IntStream.range(0, neurons).filter(_ -> random.nextBoolean()).toArray();
    Partners partners = new Partners(builder.build(), spiking);
    for (int post = 0; post < neurons; post++) {
      List<String> expected = new ArrayList<>();
      for (int pre : spiking) {
        if (matrix[pre][post] != 0) {
          expected.add(pre + " " + matrix[pre][post]);
        }
      }
      assertThat(partners(partners, post)).isEqualTo(expected);
    }
  }
}
