package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// A trial that has run other experiments is as good as a new one, and looking at it changes
/// nothing.
class TrialReuseTest {
  @Property(tries = 100)
  void reusedTrial_givesTheSpikesOfANewOne(RandomGenerator random) throws IOException {
    RandomCircuit circuit = RandomCircuit.of(random);
    int neurons = circuit.connectome().neurons().size();
    List<ActivityMode> modes =
        List.of(
            Modes.SPARSE,
            Modes.DENSE,
            Modes.alternating(),
            Modes.random(random.nextLong()),
            ActivityMode.CHEAPEST);
    List<Trial> reused = new ArrayList<>();
    reused.add(new ReferenceTrial(circuit.connectome(), circuit.experiment(), 0));
    modes.forEach(mode -> reused.add(circuit.eventTrial(mode)));
    // Room for some rows only.
    for (int mostKept : random.ints(3, 0, 400).toArray()) {
      EventBrain brain = new EventBrain(circuit.connectome(), mostKept);
      ActivityMode mode = modes.get(random.nextInt(modes.size()));
      reused.add(new EventTrial(brain, mode, circuit.experiment(), 0));
    }
    for (int k = 0; k < 6; k++) {
      Experiment next = RandomCircuit.experiment(random, neurons);
      int trial = random.nextInt(3);
      SplittableRandom before = new SplittableRandom(random.nextLong());
      int[][] expected =
          Runs.advance(new ReferenceTrial(circuit.connectome(), next, trial), next.steps());
      for (Trial used : reused) {
        leaveSomething(used, circuit, before.split());
        used.start(next, trial);
        assertThat(Runs.advance(used, next.steps())).isEqualTo(expected);
      }
    }
  }

  /// Goes on for a while, mostly with other drives and silenced neurons.
  private static void leaveSomething(Trial trial, RandomCircuit circuit, SplittableRandom random)
      throws IOException {
    int neurons = circuit.connectome().neurons().size();
    NeuronSet some =
        RandomCircuit.set(RandomCircuit.shuffled(random, neurons), 0, random.nextInt(neurons + 1));
    if (random.nextInt(3) > 0) {
      trial.start(circuit.experiment(), 1);
      if (circuit.experiment().replay() == null) {
        trial.drive(List.of(new Drive(some, 100)));
      }
    }
    if (random.nextBoolean()) {
      trial.silence(new Silence(some, Silence.Mode.BOTH));
    }
    Runs.advance(trial, random.nextInt(100));
  }

  /// On thousands of neurons a trial with few spikes is cleared spike by spike, one with many all
  /// at once.
  @Property(tries = 10)
  void smallAndLargeExperiments_followEachOther(RandomGenerator random) throws IOException {
    int neurons = 4_000;
    Connectome connectome = RandomCircuit.connectome(random, neurons);
    EventBrain brain = new EventBrain(connectome);
    EventTrial reused = null;
    for (int k = 0; k < 12; k++) {
      int driven = random.nextBoolean() ? 3 : random.nextInt(1, neurons);
      NeuronSet set = RandomCircuit.set(RandomCircuit.shuffled(random, neurons), 0, driven);
      Experiment next = driving(set, random.nextInt(30, 300), random.nextLong());
      if (reused == null) {
        reused = new EventTrial(brain, ActivityMode.CHEAPEST, next, 0);
      } else {
        reused.start(next, 0);
      }
      EventTrial fresh = new EventTrial(new EventBrain(connectome), ActivityMode.CHEAPEST, next, 0);
      assertThat(Runs.advance(reused, next.steps())).isEqualTo(Runs.advance(fresh, next.steps()));
    }
  }

  /// More connections than a trial keeps rows of.
  @Test
  void rowsThatFindNoRoom_areRead() throws IOException {
    int neurons = 1_500;
    ConnectionsBuilder connections = new ConnectionsBuilder(neurons, neurons * neurons);
    for (int pre = 0; pre < neurons; pre++) {
      for (int post = 0; post < neurons; post++) {
        connections.add(pre, post, (pre * 31 + post * 17) % 7 - 3);
      }
    }
    long[] ids = LongStream.range(0, neurons).toArray();
    Connectome connectome = new Connectome("full", "0", new Neurons(ids), connections.build());
    NeuronSet all = new NeuronSet("all", IntStream.range(0, neurons), List.of());
    Experiment first = driving(all, 60, 1);
    Experiment second = driving(all, 60, 2);
    EventTrial trial = new EventTrial(new EventBrain(connectome), Modes.SPARSE, first, 0);
    for (Experiment next : List.of(first, second, second)) {
      trial.start(next, 0);
      int[][] spikes = Runs.advance(trial, 60);
      assertThat(spikes.length).isGreaterThan(neurons);
      assertThat(spikes).isEqualTo(Runs.advance(new ReferenceTrial(connectome, next, 0), 60));
    }
  }

  private static Experiment driving(NeuronSet driven, int steps, long seed) {
    return new Experiment(
        "driving",
        List.of(new Drive(driven, 400)),
        Silence.NONE,
        steps,
        1,
        seed,
        Parameters.SHIU_2024,
        List.of(),
        null);
  }

  @Property(tries = 100)
  void looking_changesNothing(RandomGenerator random) throws IOException {
    RandomCircuit circuit = RandomCircuit.of(random);
    int steps = circuit.experiment().steps();
    Watched mode = new Watched(random.nextLong());
    int[][] expected = Runs.advance(circuit.eventTrial(mode), steps);
    Watched modeOfOther = new Watched(mode.seed);
    EventTrial looked = circuit.eventTrial(modeOfOther);
    SpikeRecorder recorder = new SpikeRecorder();
    SpikeBlock spikes = new SpikeBlock();
    spikes.start(recorder, 0);
    while (looked.step() < steps) {
      looked.advance(Math.min(random.nextInt(1, 50), steps - looked.step()), spikes);
      for (int i = 0; i < circuit.connectome().neurons().size(); i++) {
        looked.potential(i);
        looked.synapticInput(i);
      }
      looked.copy();
    }
    spikes.end();
    assertThat(Runs.rows(recorder.spikes())).isEqualTo(expected);
    assertThat(modeOfOther.wasDense).isEqualTo(mode.wasDense);
  }

  /// Chooses at random, and remembers which way each window went.
  private static final class Watched implements ActivityMode {
    private final long seed;
    private final ActivityMode random;
    private final List<Boolean> wasDense = new ArrayList<>();

    Watched(long seed) {
      this.seed = seed;
      this.random = Modes.random(seed);
    }

    @Override
    public int window() {
      return random.window();
    }

    @Override
    public boolean dense(boolean dense, long deliveries, int neurons) {
      wasDense.add(dense);
      return random.dense(dense, deliveries, neurons);
    }
  }
}
