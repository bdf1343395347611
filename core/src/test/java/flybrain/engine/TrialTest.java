package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import flybrain.Property;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.spikes.SpikeRecorder;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrialTest {
  @Property(tries = 100)
  void advanceInPieces_isAdvanceAtOnce(RandomGenerator random) throws IOException {
    RandomCircuit circuit = RandomCircuit.of(random);
    for (Trial trial : trials(circuit, random.nextLong())) {
      int steps = circuit.experiment().steps();
      int[][] atOnce = Runs.advance(trial, steps);
      trial.start(circuit.experiment(), 0);
      SpikeRecorder recorder = new SpikeRecorder();
      SpikeBlock spikes = new SpikeBlock();
      spikes.start(recorder, 0);
      while (trial.step() < steps) {
        trial.advance(random.nextInt(0, Math.min(40, steps - trial.step()) + 1), spikes);
      }
      spikes.end();
      assertThat(Runs.rows(recorder.spikes())).isEqualTo(atOnce);
    }
  }

  @Property(tries = 100)
  void copies_goOnAlikeAndApart(RandomGenerator random) throws IOException {
    RandomCircuit circuit = RandomCircuit.of(random);
    for (Trial trial : trials(circuit, random.nextLong())) {
      Runs.advance(trial, random.nextInt(circuit.experiment().steps()));
      Trial branch = trial.copy();
      Trial other = trial.copy();
      other.silence(new Silence(all(circuit), Silence.Mode.BOTH));
      Runs.advance(other, 300);
      int[][] spikes = Runs.advance(trial, 300);
      assertThat(Runs.advance(branch, 300)).isEqualTo(spikes);
    }
  }

  @Property(tries = 300)
  void changesOnTheWay_areThoseOfTheReference(RandomGenerator random) throws IOException {
    RandomCircuit circuit = RandomCircuit.of(random);
    List<Trial> trials = trials(circuit, random.nextLong());
    for (int change = 0; change < 4; change++) {
      int steps = random.nextInt(200);
      SplittableRandom same = new SplittableRandom(random.nextLong());
      NeuronSet driven = subset(circuit, same);
      Drive drive = new Drive(driven, 200 * same.nextDouble());
      Silence silence =
          new Silence(
              subset(circuit, same),
              same.nextBoolean() ? Silence.Mode.BOTH : Silence.Mode.OUTGOING);
      boolean drives = circuit.experiment().replay() == null && same.nextBoolean();
      int[][] expected = Runs.advance(trials.getFirst(), steps);
      for (Trial trial : trials) {
        if (trial.step() < trials.getFirst().step()) {
          assertThat(Runs.advance(trial, steps)).isEqualTo(expected);
        }
        if (drives) {
          trial.drive(List.of(drive));
        }
        trial.silence(silence);
      }
    }
  }

  @Property(tries = 200)
  void state_isThatOfTheReference(RandomGenerator random) throws IOException {
    RandomCircuit circuit = RandomCircuit.of(random);
    List<Trial> trials = trials(circuit, random.nextLong());
    for (int look = 0; look < 5; look++) {
      int steps = random.nextInt(100);
      for (Trial trial : trials) {
        Runs.advance(trial, steps);
      }
      Trial reference = trials.getFirst();
      for (Trial trial : trials) {
        for (int i = 0; i < circuit.connectome().neurons().size(); i++) {
          double g = reference.synapticInput(i);
          double v = reference.potential(i);
          // Sums of up to hundreds of weights, in another order and scaled; modes cancel to 1/32.
          double tolerance = 1e-9 * (1 + Math.abs(v) + Math.abs(g));
          assertThat(trial.potential(i)).isCloseTo(v, within(tolerance));
          assertThat(trial.synapticInput(i)).isCloseTo(g, within(tolerance));
        }
      }
    }
  }

  /// Neuron 0 is driven by neuron 1 alone; both are hit at each step, and neuron 0 stops being
  /// driven.
  @Test
  void neuronThatBecomesDriven_isNoLongerRefractory() throws IOException {
    Parameters parameters = Parameters.SHIU_2024.with("v_reset", -50);
    NeuronSet one = NeuronSet.of("one", 1);
    Connectome connectome =
        new Connectome(
            "pair",
            "0",
            new Neurons(new long[] {10, 11}),
            new ConnectionsBuilder(2).add(1, 0, 1000).build());
    RandomCircuit pair =
        new RandomCircuit(
            connectome,
            new Experiment(
                "pair",
                List.of(new Drive(one, 10_000)),
                Silence.NONE,
                100,
                1,
                1,
                parameters,
                List.of(),
                null));
    for (Trial trial : trials(pair, 1)) {
      // Hit at step 0, neuron 1 spikes at step 1; its spike arrives at 19 and neuron 0 spikes by
      // 27.
      int[][] spikes = Runs.advance(trial, 30);
      int step = Stream.of(spikes).filter(row -> row[2] == 0).findFirst().orElseThrow()[1];
      assertThat(step).isBetween(20, 29);
      assertThat(trial.potential(0)).isEqualTo(-50);
      trial.drive(List.of(new Drive(NeuronSet.of("zero", 0), 0)));
      Runs.advance(trial, 1);
      assertThat(trial.potential(0)).isCloseTo(-52 + 2 * Math.exp(-0.1 / 20), within(1e-12));
    }
  }

  @Test
  void replayedInput_cannotBeDriven() {
    for (long seed = 0; ; seed++) {
      RandomCircuit circuit = RandomCircuit.of(new SplittableRandom(seed));
      if (circuit.experiment().replay() != null) {
        Trial trial = circuit.eventTrial(ActivityMode.CHEAPEST);
        assertThatThrownBy(() -> trial.drive(List.of()))
            .isInstanceOf(UnsupportedOperationException.class);
        return;
      }
    }
  }

  /// The reference first.
  private static List<Trial> trials(RandomCircuit circuit, long seed) {
    return List.of(
        new ReferenceTrial(circuit.connectome(), circuit.experiment(), 0),
        circuit.eventTrial(Modes.SPARSE),
        circuit.eventTrial(Modes.DENSE),
        circuit.eventTrial(Modes.alternating()),
        circuit.eventTrial(Modes.random(seed)));
  }

  private static NeuronSet all(RandomCircuit circuit) {
    int neurons = circuit.connectome().neurons().size();
    return RandomCircuit.set(RandomCircuit.shuffled(new SplittableRandom(0), neurons), 0, neurons);
  }

  private static NeuronSet subset(RandomCircuit circuit, RandomGenerator random) {
    int neurons = circuit.connectome().neurons().size();
    return RandomCircuit.set(
        RandomCircuit.shuffled(random, neurons), 0, random.nextInt(neurons + 1));
  }
}
