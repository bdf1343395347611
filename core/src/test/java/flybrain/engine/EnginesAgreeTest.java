package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import java.io.IOException;
import java.util.random.RandomGenerator;

class EnginesAgreeTest {
  @Property(tries = 1000)
  void event_givesTheSpikesOfTheReference(RandomGenerator random) throws IOException {
    RandomCircuit circuit = RandomCircuit.of(random);
    int[][] expected =
        Runs.rows(Runs.run(Engines.REFERENCE, circuit.connectome(), circuit.experiment(), 1));
    int[][] spikes =
        Runs.rows(Runs.run(Engines.EVENT, circuit.connectome(), circuit.experiment(), 1));
    assertThat(spikes).isEqualTo(expected);
  }
}
