package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import flybrain.experiment.Change;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Silence;
import flybrain.spikes.SpikeRecorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Experiments whose drives and silenced neurons change on the way.
public class TimelineTest {
  @Property(tries = 300)
  void changes_areThoseOfATrialThatIsChangedByHand(RandomGenerator random) throws IOException {
    RandomCircuit plain = RandomCircuit.of(random);
    RandomCircuit circuit = withChanges(plain, random);
    int[][] expected = byHand(plain, circuit.experiment().changes());
    for (Trial trial : trials(circuit, random.nextLong())) {
      assertThat(advance(trial, circuit.experiment().steps())).isEqualTo(expected);
    }
  }

  @Property(tries = 100)
  void trialsStartedAgain_changeAgain(RandomGenerator random) throws IOException {
    RandomCircuit circuit = withChanges(RandomCircuit.of(random), random);
    for (Trial trial : trials(circuit, random.nextLong())) {
      int[][] first = advance(trial, circuit.experiment().steps());
      trial.start(circuit.experiment(), 0);
      assertThat(advance(trial, circuit.experiment().steps())).isEqualTo(first);
    }
  }

  @Property(tries = 100)
  void copies_takeTheChangesThatAreToCome(RandomGenerator random) throws IOException {
    RandomCircuit circuit = withChanges(RandomCircuit.of(random), random);
    int steps = circuit.experiment().steps();
    for (Trial trial : trials(circuit, random.nextLong())) {
      advance(trial, random.nextInt(steps));
      Trial copy = trial.copy();
      assertThat(advance(copy, steps - copy.step()))
          .isEqualTo(advance(trial, steps - trial.step()));
    }
  }

  /// Before the first change all is as without changes: a silencing shares its input with the
  /// control.
  @Property(tries = 100)
  void spikesBeforeTheFirstChange_areThoseWithoutChanges(RandomGenerator random)
      throws IOException {
    RandomCircuit plain = RandomCircuit.of(random);
    RandomCircuit circuit = withChanges(plain, random);
    int first = circuit.experiment().changes().getFirst().step();
    assertThat(advance(trials(circuit, 1).getLast(), first))
        .isEqualTo(advance(trials(plain, 1).getLast(), first));
  }

  /// The properties would prove nothing if the changes did nothing.
  @Test
  void randomChanges_changeSpikes() throws IOException {
    int changed = 0;
    for (long seed = 0; seed < 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      RandomCircuit plain = RandomCircuit.of(random);
      RandomCircuit circuit = withChanges(plain, random);
      int steps = plain.experiment().steps();
      int[][] spikes = advance(circuit.eventTrial(Modes.SPARSE), steps);
      changed += Arrays.deepEquals(spikes, advance(plain.eventTrial(Modes.SPARSE), steps)) ? 0 : 1;
    }
    // Half of the circuits are silent, or too short for what changes to reach a neuron.
    assertThat(changed).isGreaterThan(40);
  }

  /// The spikes of the reference, which is changed between steps.
  private static int[][] byHand(RandomCircuit plain, List<Change> changes) throws IOException {
    Trial trial = new ReferenceTrial(plain.connectome(), plain.experiment(), 0);
    SpikeRecorder recorder = new SpikeRecorder();
    SpikeBlock spikes = new SpikeBlock();
    spikes.start(recorder, 0);
    for (Change change : changes) {
      trial.advance(change.step() - trial.step(), spikes);
      if (change.drives() != null) {
        trial.drive(change.drives());
      }
      if (change.silence() != null) {
        trial.silence(change.silence());
      }
    }
    trial.advance(plain.experiment().steps() - trial.step(), spikes);
    spikes.end();
    return Runs.rows(recorder.spikes());
  }

  public static RandomCircuit withChanges(RandomCircuit circuit, RandomGenerator random) {
    Experiment plain = circuit.experiment();
    int neurons = circuit.connectome().neurons().size();
    int[] steps = random.ints(random.nextInt(1, 12), 0, plain.steps()).sorted().toArray();
    List<Change> changes = new ArrayList<>();
    for (int step : steps) {
      boolean drives = plain.replay() == null && random.nextInt(3) > 0;
      boolean silences = !drives || random.nextBoolean();
      changes.add(
          new Change(
              step,
              drives ? drives(plain, random, neurons) : null,
              silences ? silence(random, neurons) : null));
    }
    return new RandomCircuit(
        circuit.connectome(),
        new Experiment(
            "changing",
            plain.drives(),
            plain.silence(),
            changes,
            plain.steps(),
            plain.trials(),
            plain.seed(),
            plain.parameters(),
            plain.readOuts(),
            plain.replay()));
  }

  /// Up to four sets without a neuron in common, in half of the cases that of the start again.
  private static List<Drive> drives(Experiment plain, RandomGenerator random, int neurons) {
    List<Drive> drives = new ArrayList<>();
    if (random.nextBoolean()) {
      for (Drive drive : plain.drives()) {
        double rate = random.nextBoolean() ? drive.rate() : drive.rate() * random.nextDouble();
        drives.add(new Drive(drive.neurons(), rate));
      }
      return drives;
    }
    int[] shuffled = RandomCircuit.shuffled(random, neurons);
    int from = 0;
    for (int set = random.nextInt(5); set > 0; set--) {
      int to = random.nextInt(from, neurons + 1);
      NeuronSet some = RandomCircuit.set(shuffled, from, to);
      drives.add(new Drive(some, random.nextDouble() * 500 / plain.parameters().dt()));
      from = to;
    }
    return drives;
  }

  private static Silence silence(RandomGenerator random, int neurons) {
    int[] shuffled = RandomCircuit.shuffled(random, neurons);
    NeuronSet some = RandomCircuit.set(shuffled, 0, random.nextInt(neurons + 1));
    return new Silence(some, random.nextBoolean() ? Silence.Mode.BOTH : Silence.Mode.OUTGOING);
  }

  private static List<Trial> trials(RandomCircuit circuit, long seed) {
    return List.of(
        new ReferenceTrial(circuit.connectome(), circuit.experiment(), 0),
        circuit.eventTrial(Modes.SPARSE),
        circuit.eventTrial(Modes.DENSE),
        circuit.eventTrial(Modes.alternating()),
        circuit.eventTrial(Modes.random(seed)));
  }

  private static int[][] advance(Trial trial, int steps) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    SpikeBlock spikes = new SpikeBlock();
    spikes.start(recorder, 0);
    trial.advance(steps, spikes);
    spikes.end();
    return Runs.rows(recorder.spikes());
  }
}
