package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Property;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ConnectionsBuilderTest {
  @Property
  void build_sortsAnyOrderAndAddsUpPairs(RandomGenerator random) {
    int neurons = random.nextInt(1, 20);
    ConnectionsBuilder builder = new ConnectionsBuilder(neurons);
    Map<Integer, Integer> expected = new TreeMap<>();
    for (int k = random.nextInt(3000); k > 0; k--) {
      int pre = random.nextInt(neurons);
      int post = random.nextInt(neurons);
      int weight = random.nextInt(-5, 6);
      builder.add(pre, post, weight);
      expected.merge(pre * neurons + post, weight, Integer::sum);
    }
    Connections connections = builder.build();
    Map<Integer, Integer> built = new TreeMap<>();
    for (int pre = 0; pre < neurons; pre++) {
      for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
        built.put(pre * neurons + connections.target(c), connections.weight(c));
      }
    }
    assertThat(built).isEqualTo(expected);
    assertThat(connections.size()).isEqualTo(expected.size());
  }

  @Test
  void add_refusesAnIndexOutOfRange() {
    assertThatThrownBy(() -> new ConnectionsBuilder(3).add(0, 3, 1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("0 -> 3");
  }
}
