package flybrain.live;

import static flybrain.live.LiveCircuits.advance;
import static flybrain.live.LiveCircuits.circuit;
import static flybrain.live.LiveCircuits.mode;
import static flybrain.live.LiveCircuits.rows;
import static flybrain.live.LiveCircuits.run;
import static flybrain.live.LiveCircuits.set;
import static flybrain.live.LiveCircuits.some;
import static flybrain.live.LiveCircuits.start;
import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import flybrain.connectome.Connectome;
import flybrain.connectome.SyntheticBrain;
import flybrain.experiment.ExperimentFile;
import flybrain.experiment.ExperimentText;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import flybrain.experiment.Silence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a live brain fires is what a run of its recorded experiment fires, and what a saved state
/// of it goes on with.
class RecordedLiveBrainTest {
  private static final double[] RATES = {0, 0, 30, 100, 100, 400, 2_000, 10_000};

  /// Whatever is done to a live brain, the recorded experiment gives its spikes, by either engine;
  /// going back to a saved state forgets what came after it.
  @Property(tries = 300)
  void recordedExperiment_givesTheSpikesOfTheLiveBrain(RandomGenerator random) throws IOException {
    Connectome circuit = circuit(random, random.nextInt(2, 60));
    Recipe start = start(circuit, random);
    List<String> engines = List.of("event", "reference");
    LiveBrain live = LiveBrain.open(circuit, start, engines.get(random.nextInt(2)));
    List<int[]> fired = new ArrayList<>();
    LiveState saved = null;
    List<int[]> firedBefore = List.of();
    for (int action = random.nextInt(2, 40); action > 0; action--) {
      switch (random.nextInt(10)) {
        case 0 -> live.silence(some(circuit, random), mode(random));
        case 1 -> live.unsilence(some(circuit, random));
        case 2, 3, 4 -> live.drive(some(circuit, random), RATES[random.nextInt(RATES.length)]);
        case 5 -> {
          saved = live.save();
          firedBefore = List.copyOf(fired);
        }
        case 6 -> {
          if (saved != null) {
            live.restore(saved);
            fired = new ArrayList<>(firedBefore);
          }
        }
        default -> fired.addAll(rows(advance(live, random.nextInt(120))));
      }
    }
    fired.addAll(rows(advance(live, random.nextInt(1, 200))));
    String text = ExperimentText.of(live.recipe());
    for (String engine : engines) {
      assertThat(rows(run(circuit, ExperimentFile.parse(text, "recorded"), engine)))
          .as(text)
          .usingElementComparator(Arrays::compare)
          .isEqualTo(fired);
    }
  }

  /// The property would prove nothing if nothing fired, or changes changed nothing.
  @Test
  void circuitsOfTheProperty_areActive() throws IOException {
    int active = 0;
    int changed = 0;
    for (long seed = 0; seed < 50; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      Connectome circuit = circuit(random, 40);
      List<int[]> plain = rows(advance(LiveBrain.open(circuit, start(circuit, random)), 1_000));
      LiveBrain live = LiveBrain.open(circuit, start(circuit, random));
      List<int[]> fired = new ArrayList<>(rows(advance(live, 500)));
      live.drive(some(circuit, random), 200);
      live.silence(some(circuit, random), Silence.Mode.OUTGOING);
      fired.addAll(rows(advance(live, 500)));
      active += plain.isEmpty() ? 0 : 1;
      changed += Arrays.deepEquals(plain.toArray(), fired.toArray()) ? 0 : 1;
    }
    // Half of the starts drive nothing, and a third of the others at 0 Hz.
    assertThat(active).isGreaterThan(10);
    assertThat(changed).isGreaterThan(30);
  }

  @Property(tries = 50)
  void branchesOfAStateWithoutChanges_fireAsTheirTrunk(RandomGenerator random) throws IOException {
    Connectome circuit = circuit(random, 40);
    Recipe start = start(circuit, random);
    LiveBrain trunk = LiveBrain.open(circuit, start);
    advance(trunk, random.nextInt(1_000));
    trunk.drive(some(circuit, random), 150);
    LiveState state = trunk.save();
    LiveBrain branch = LiveBrain.open(circuit, start);
    branch.restore(state);
    assertThat(branch.step()).isEqualTo(trunk.step());
    List<int[]> ofTrunk = rows(advance(trunk, 2_000));
    assertThat(rows(advance(branch, 2_000)))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(ofTrunk);
    branch.restore(state);
    assertThat(rows(advance(branch, 2_000)))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(ofTrunk);
    assertThat(ExperimentText.of(branch.recipe())).isEqualTo(ExperimentText.of(trunk.recipe()));
    for (int neuron = 0; neuron < 40; neuron++) {
      assertThat(branch.potential(neuron)).isEqualTo(trunk.potential(neuron));
      assertThat(branch.synapticInput(neuron)).isEqualTo(trunk.synapticInput(neuron));
    }
  }

  /// A state later than the time that is simulated again goes on from a copy.
  @Test
  void lateStates_fireAsTheirTrunk() throws IOException {
    Connectome circuit = circuit(new SplittableRandom(4), 40);
    Recipe start = Recipe.DEFAULT.withSeed(8);
    LiveBrain trunk = LiveBrain.open(circuit, start);
    List<LiveState> states = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    List<int[]> fired = new ArrayList<>();
    for (int k = 0; k < 25; k++) {
      trunk.drive(NeuronSet.of("some", k, k + 3), 100);
      if (k % 3 == 2) {
        trunk.drive(NeuronSet.of("some", k - 2, k + 1), 0);
        trunk.silence(NeuronSet.of("one", k), mode(new SplittableRandom(k)));
      }
      states.add(trunk.save());
      counts.add(fired.size());
      fired.addAll(rows(trunk.advance(3)));
    }
    assertThat(fired.size()).isGreaterThan(10_000);
    for (int k : new int[] {24, 3, 13, 7, 12}) {
      LiveBrain branch = LiveBrain.open(circuit, start);
      branch.restore(states.get(k));
      LiveState again = branch.save();
      branch.advance(0.5);
      branch.restore(again);
      assertThat(branch.time()).isEqualTo(3.0 * k);
      int end = k == 24 ? fired.size() : counts.get(k + 1);
      assertThat(
              Arrays.deepEquals(
                  rows(branch.advance(3)).toArray(), fired.subList(counts.get(k), end).toArray()))
          .isTrue();
    }
  }

  /// More states than copies are kept, so some are reached from copies of earlier moments.
  @ParameterizedTest
  @ValueSource(strings = {"event", "reference"})
  void manyStates_fireAsTheirTrunk(String engine) throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    Connectome circuit = circuit(random, 40);
    LiveBrain live = LiveBrain.open(circuit, Recipe.DEFAULT.withSeed(8), engine);
    List<LiveState> states = new ArrayList<>();
    List<List<int[]>> fired = new ArrayList<>();
    for (int k = 0; k < 150; k++) {
      if (k % 5 == 0) {
        live.drive(NeuronSet.of("some", k % 7, k % 7 + 3), 60 + k);
      }
      states.add(live.save());
      fired.add(rows(live.advance(0.27)));
    }
    assertThat(fired.stream().mapToInt(List::size).sum()).isGreaterThan(10_000);
    for (int turn = 0; turn < 100; turn++) {
      int k = random.nextInt(states.size());
      live.restore(states.get(k));
      assertThat(rows(live.advance(0.27)))
          .as("after state %d", k)
          .usingElementComparator(Arrays::compare)
          .isEqualTo(fired.get(k));
      // The next of them, with its drive, on another branch.
      if (turn % 4 == 0 && k + 1 < states.size() && (k + 1) % 5 != 0) {
        states.set(k + 1, live.save());
      }
    }
  }

  @Test
  void syntheticBrain_firesAsInARunOfWhatWasDone() throws IOException {
    Connectome brain = SyntheticBrain.generate();
    Recipe start = Recipe.DEFAULT.withName("live").withSeed(3);
    LiveBrain live = LiveBrain.open(brain, start);
    List<int[]> fired = new ArrayList<>();
    live.drive(set(brain, "sugar"), 150);
    advanceInSteps(live, 40, fired);
    live.drive(set(brain, "bitter"), 90);
    live.drive(set(brain, "sugar"), 220);
    advanceInSteps(live, 20, fired);
    LiveState state = live.save();
    List<int[]> firedBefore = List.copyOf(fired);
    live.silence(set(brain, "MN9_left"), Silence.Mode.BOTH);
    live.drive(set(brain, "bitter"), 0);
    advanceInSteps(live, 20, fired);
    assertRecorded(brain, live, fired);

    live.restore(state);
    fired = new ArrayList<>(firedBefore);
    live.silence(set(brain, "sugar"), Silence.Mode.OUTGOING);
    advanceInSteps(live, 10, fired);
    live.unsilence(set(brain, "sugar"));
    advanceInSteps(live, 30, fired);
    assertRecorded(brain, live, fired);
  }

  private static void assertRecorded(Connectome brain, LiveBrain live, List<int[]> fired)
      throws IOException {
    String text = ExperimentText.of(live.recipe());
    assertThat(text).contains("\"sugar\"", "\"bitter\"").doesNotContain("[sets]");
    List<int[]> run = rows(run(brain, ExperimentFile.parse(text, "recorded"), "event"));
    assertThat(run.size()).isGreaterThan(10_000);
    assertThat(Arrays.deepEquals(run.toArray(), fired.toArray())).isTrue();
  }

  /// Stretches of 15 ms, as bodies in closed loops have them.
  private static void advanceInSteps(LiveBrain live, int times, List<int[]> fired)
      throws IOException {
    for (int k = 0; k < times; k++) {
      fired.addAll(rows(live.advance(0.015)));
    }
  }
}
