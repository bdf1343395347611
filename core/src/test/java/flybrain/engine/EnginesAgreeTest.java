package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EnginesAgreeTest {
  @Property(tries = 400)
  void event_givesTheSpikesOfTheReference(RandomGenerator random) throws IOException {
    RandomCircuit circuit = RandomCircuit.of(random);
    Experiment experiment = circuit.experiment();
    int[][] expected =
        Runs.trials(new ReferenceTrial(circuit.connectome(), experiment, 0), experiment);
    for (ActivityMode mode :
        new ActivityMode[] {
          Modes.SPARSE,
          Modes.DENSE,
          Modes.alternating(),
          Modes.random(random.nextLong()),
          ActivityMode.CHEAPEST
        }) {
      Runs.assertSame(Runs.trials(circuit.eventTrial(mode), experiment), expected);
    }
  }

  @Property(tries = 30)
  void threads_changeNothing(RandomGenerator random) throws IOException {
    Connectome connectome = RandomCircuit.connectome(random, random.nextInt(16, 200));
    Experiment experiment =
        RandomCircuit.experiment(random, connectome.neurons().size(), random.nextInt(1, 21));
    int[][] expected = Runs.rows(Runs.run(Engines.REFERENCE, connectome, experiment, 1));
    for (int threads : new int[] {1, 2, 3, 8}) {
      Runs.assertSame(
          Runs.rows(Runs.run(Engines.EVENT, connectome, experiment, threads)), expected);
    }
    Runs.assertSame(Runs.rows(Runs.run(Engines.REFERENCE, connectome, experiment, 3)), expected);
  }

  /// The random circuits would prove nothing if they were silent, or only driven neurons spiked. A
  /// few are: extreme parameters, rates of 0 and trials of few steps are among them on purpose.
  @Test
  void randomCircuits_areActive() throws IOException {
    int active = 0;
    int passedOn = 0;
    for (long seed = 0; seed < 100; seed++) {
      RandomCircuit circuit = RandomCircuit.of(new SplittableRandom(seed));
      int[][] spikes = Runs.trials(circuit.eventTrial(ActivityMode.CHEAPEST), circuit.experiment());
      boolean[] driven = new boolean[circuit.connectome().neurons().size()];
      circuit.experiment().driven().forEach(neuron -> driven[neuron] = true);
      active += spikes.length > 0 ? 1 : 0;
      passedOn += Stream.of(spikes).anyMatch(row -> !driven[row[2]]) ? 1 : 0;
    }
    assertThat(active).isGreaterThan(90);
    assertThat(passedOn).isGreaterThan(80);
  }
}
