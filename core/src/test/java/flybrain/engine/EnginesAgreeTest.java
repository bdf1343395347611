package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import flybrain.experiment.Experiment;
import flybrain.spikes.SpikeRecorder;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class EnginesAgreeTest {
  @Property(tries = 600)
  void event_givesTheSpikesOfTheReference(RandomGenerator random) throws IOException {
    RandomCircuit circuit = RandomCircuit.of(random);
    int[][] expected =
        run(circuit, new ReferenceTrial(circuit.connectome(), circuit.experiment(), 0));
    for (ActivityMode mode :
        new ActivityMode[] {
          Modes.SPARSE, Modes.DENSE, Modes.random(random.nextLong()), ActivityMode.CHEAPEST
        }) {
      assertThat(run(circuit, circuit.eventTrial(mode))).isEqualTo(expected);
    }
  }

  @Property(tries = 50)
  void threads_changeNothing(RandomGenerator random) throws IOException {
    RandomCircuit circuit = RandomCircuit.of(random);
    int[][] expected =
        Runs.rows(Runs.run(Engines.EVENT, circuit.connectome(), circuit.experiment(), 1));
    assertThat(Runs.rows(Runs.run(Engines.EVENT, circuit.connectome(), circuit.experiment(), 2)))
        .isEqualTo(expected);
    assertThat(
            Runs.rows(Runs.run(Engines.REFERENCE, circuit.connectome(), circuit.experiment(), 2)))
        .isEqualTo(expected);
  }

  /// The random circuits would prove nothing if they were silent.
  @Test
  void randomCircuits_areActive() throws IOException {
    int active = 0;
    int passedOn = 0;
    for (long seed = 0; seed < 100; seed++) {
      RandomCircuit circuit = RandomCircuit.of(new java.util.SplittableRandom(seed));
      int[][] spikes = run(circuit, circuit.eventTrial(ActivityMode.CHEAPEST));
      boolean[] driven = new boolean[circuit.connectome().neurons().size()];
      circuit.experiment().driven().forEach(neuron -> driven[neuron] = true);
      active += spikes.length > 0 ? 1 : 0;
      passedOn += java.util.stream.Stream.of(spikes).anyMatch(row -> !driven[row[2]]) ? 1 : 0;
    }
    assertThat(active).isGreaterThan(50);
    assertThat(passedOn).isGreaterThan(25);
  }

  private static int[][] run(RandomCircuit circuit, Trial trial) throws IOException {
    Experiment experiment = circuit.experiment();
    SpikeRecorder recorder = new SpikeRecorder();
    SpikeBlock spikes = new SpikeBlock(recorder);
    for (int t = 0; t < experiment.trials(); t++) {
      trial.start(experiment, t);
      spikes.start(t);
      trial.advance(experiment.steps(), spikes);
      spikes.end();
    }
    return Runs.rows(recorder.spikes());
  }
}
