package flybrain.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Property;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.connectome.SyntheticBrain;
import flybrain.engine.Engines;
import flybrain.experiment.Drive;
import flybrain.experiment.ExperimentFile;
import flybrain.experiment.ExperimentText;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSelection;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.experiment.Silence;
import flybrain.experiment.Stimulus;
import flybrain.experiment.TimedChange;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.RunOptions;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.Spikes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveBrainTest {
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

  @Test
  void drivesAndSilenced_areTheOnesOfTheNextStep_inTheOrderInWhichTheyBegan() {
    LiveBrain live = LiveBrain.open(chain(), Recipe.DEFAULT.withName("live"));
    live.drive(NeuronSet.of("a", 0, 1), 10);
    live.drive(NeuronSet.of("b", 2), 20);
    live.drive(NeuronSet.of("a", 0, 1), 30);
    live.drive(NeuronSet.of("c", 1), 40);
    assertThat(live.drives())
        .containsExactly(
            new Drive(NeuronSet.of("a", 0), 30),
            new Drive(NeuronSet.of("b", 2), 20),
            new Drive(NeuronSet.of("c", 1), 40));
    live.drive(NeuronSet.of("b", 2), 0);
    assertThat(live.drives()).hasSize(2);
    live.silence(NeuronSet.of("d", 2), Silence.Mode.BOTH);
    assertThat(live.silenced()).isEqualTo(new Silence(NeuronSet.of("d", 2), Silence.Mode.BOTH));
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

  @Test
  void changesThatAreTakenBackBeforeTheNextStep_wereNeverThere() throws IOException {
    Connectome chain = chain();
    LiveBrain live = LiveBrain.open(chain, Recipe.DEFAULT);
    live.drive(NeuronSet.of("first", 0), 100);
    List<int[]> fired = new ArrayList<>(rows(live.advance(0.1)));
    live.drive(NeuronSet.of("first", 0), 50);
    live.silence(NeuronSet.of("second", 1), Silence.Mode.OUTGOING);
    live.unsilence(NeuronSet.of("second", 1));
    live.drive(NeuronSet.of("first", 0), 100);
    fired.addAll(rows(live.advance(0.1)));
    assertThat(live.recipe().changes()).isEmpty();
    Recipe plain =
        Recipe.DEFAULT
            .withDriven(List.of(new NeuronReference.Id(11)))
            .withRate(100)
            .withTrials(1)
            .withDuration(0.2);
    assertThat(rows(run(chain, plain, "reference")))
        .isNotEmpty()
        .usingElementComparator(Arrays::compare)
        .isEqualTo(fired);
  }

  @Test
  void drivesThatOverlap_giveNeuronsTheLastRate() throws IOException {
    LiveBrain live = LiveBrain.open(chain(), Recipe.DEFAULT);
    live.drive(NeuronSet.of("all", 0, 1, 2), 100);
    live.advance(0.1);
    live.drive(NeuronSet.of("second", 1), 40);
    live.advance(0.1);
    live.drive(NeuronSet.of("second", 1), 0);
    live.advance(0.1);
    assertThat(live.recipe().drives())
        .containsExactly(new Stimulus(List.of(new NeuronReference.Name("all")), 100.0));
    assertThat(live.recipe().sets())
        .containsEntry("all", List.of(11L, 22L, 33L))
        .containsEntry("all_2", List.of(11L, 33L));
    assertThat(live.recipe().changes())
        .extracting(TimedChange::time)
        .containsExactly(0.1, 0.1, 0.1);
  }

  @Test
  void rates_areSpikesOfTheWindowOverItsLength() throws IOException {
    LiveBrain live = LiveBrain.open(chain(), Recipe.DEFAULT);
    assertThat(live.rates(1).neurons()).isEmpty();
    live.drive(NeuronSet.of("first", 0), 500);
    live.advance(0.3);
    Spikes last = live.advance(0.2);
    FiringRatesNow rates = live.rates(0.2);
    assertThat(rates.neurons()).containsExactly(0, 1, 2);
    for (int k = 0; k < 3; k++) {
      int neuron = k;
      long count = IntStream.range(0, last.size()).filter(s -> last.neuron(s) == neuron).count();
      assertThat(rates.rates()[k]).isEqualTo(count / 0.2);
    }
    assertThat(live.rates(99).seconds()).isEqualTo(0.5);
  }

  @Test
  void ratesOfForgottenSpikes_areRefused() throws IOException {
    LiveBrain live = LiveBrain.open(chain(), Recipe.DEFAULT);
    live.drive(NeuronSet.of("all", 0, 1, 2), 10_000);
    live.advance(0.001);
    live.advance(200);
    assertThat(live.rates(1).rates()[0]).isBetween(4_000.0, 5_001.0);
    assertThatThrownBy(() -> live.rates(150))
        .isInstanceOf(InputException.class)
        .hasMessageMatching("window = 150 s: of that time some spikes are forgotten; .*17.* s");
  }

  @Test
  void potentials_areThoseOfTheReference() throws IOException {
    LiveBrain event = LiveBrain.open(chain(), Recipe.DEFAULT, "event");
    LiveBrain reference = LiveBrain.open(chain(), Recipe.DEFAULT, "reference");
    for (LiveBrain live : List.of(event, reference)) {
      live.drive(NeuronSet.of("first", 0), 150);
      live.advance(0.0997);
    }
    for (int neuron = 0; neuron < 3; neuron++) {
      // The engines round differently; at rest a potential of -52 mV has steps of 7e-15.
      assertThat(event.potential(neuron)).isCloseTo(reference.potential(neuron), within(1e-10));
      assertThat(event.synapticInput(neuron))
          .isCloseTo(reference.synapticInput(neuron), within(1e-10));
    }
    assertThat(event.potential(2)).isNotEqualTo(-52);
  }

  private static Offset<Double> within(double offset) {
    return Offset.offset(offset);
  }

  @Test
  void interruptedAdvance_goesOnWhereItStopped() throws IOException {
    LiveBrain live = LiveBrain.open(chain(), Recipe.DEFAULT);
    live.drive(NeuronSet.of("first", 0), 150);
    live.advance(0.1);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> live.advance(1)).isInstanceOf(InterruptedIOException.class);
    int step = live.step();
    assertThat(step).isBetween(1_000, 10_999);
    SpikeRecorder rest = new SpikeRecorder();
    live.advance(11_000 - step, rest.begin(0));
    assertThat(rows(rest.spikes()))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(
            rows(run(chain(), live.recipe(), "event")).stream()
                .filter(spike -> spike[0] >= step)
                .toList());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.00015, -0.1, Double.NaN, 1e9})
  void durationsOffTheGrid_areRefused(double duration) {
    LiveBrain live = LiveBrain.open(chain(), Recipe.DEFAULT);
    assertThatThrownBy(() -> live.advance(duration))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("must be a multiple of dt = 0.1 ms");
  }

  @Test
  void whatCannotBe_isRefused() throws IOException {
    LiveBrain live = LiveBrain.open(chain(), Recipe.DEFAULT);
    assertThatThrownBy(live::recipe).hasMessageContaining("nothing was simulated yet");
    assertThatThrownBy(() -> live.drive(NeuronSet.of("first", 0), 10_001))
        .hasMessageContaining("must be from 0 to 10000 Hz");
    assertThatThrownBy(() -> live.drive(NeuronSet.of("first", 0), Double.NaN))
        .isInstanceOf(InputException.class);
    LiveBrain other = LiveBrain.open(chain(), Recipe.DEFAULT.withSeed(2));
    assertThatThrownBy(() -> other.restore(live.save()))
        .hasMessageContaining("is of another live brain");
    Recipe changing =
        Presets.get("sugar")
            .withPulse(new Stimulus(List.of(new NeuronReference.Id(11)), 1.0), 0, 1);
    assertThatThrownBy(() -> LiveBrain.open(chain(), changing)).hasMessageContaining("[[at]]");
  }

  private static Spikes advance(LiveBrain live, int steps) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    live.advance(steps, recorder.begin(0));
    return recorder.spikes();
  }

  private static Spikes run(Connectome brain, Recipe recipe, String engine) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    try (Laboratory laboratory = Laboratory.on(brain)) {
      laboratory.run(
          laboratory.plan(recipe, Engines.named(engine).orElseThrow()),
          RunOptions.DEFAULT.withThreads(1).withSink(recorder));
    }
    return recorder.spikes();
  }

  /// Step and neuron of each spike.
  private static List<int[]> rows(Spikes spikes) {
    return IntStream.range(0, spikes.size())
        .mapToObj(k -> new int[] {spikes.step(k), spikes.neuron(k)})
        .toList();
  }

  private static NeuronSet set(Connectome brain, String name) {
    return new NeuronSelection("neurons", NeuronReference.parseList(name), Recipe.DEFAULT)
        .on(brain, _ -> {});
  }

  private static Silence.Mode mode(RandomGenerator random) {
    return random.nextBoolean() ? Silence.Mode.OUTGOING : Silence.Mode.BOTH;
  }

  private static NeuronSet some(Connectome circuit, RandomGenerator random) {
    int size = circuit.neurons().size();
    int from = random.nextInt(size);
    int to = random.nextInt(from + 1, Math.min(size, from + 8) + 1);
    return new NeuronSet("some", IntStream.range(from, to), List.of());
  }

  private static Recipe start(Connectome circuit, RandomGenerator random) {
    Recipe recipe = Recipe.DEFAULT.withSeed(random.nextLong());
    if (random.nextInt(3) == 0) {
      recipe = recipe.withParameters(Map.of("dt", 0.05, "delay", 0.6));
    }
    if (random.nextBoolean()) {
      List<NeuronReference> driven =
          some(circuit, random).stream()
              .mapToObj(circuit.neurons()::id)
              .<NeuronReference>map(NeuronReference.Id::new)
              .toList();
      recipe = recipe.withDriven(driven).withRate(random.nextInt(3) * 100);
    }
    return random.nextInt(3) > 0
        ? recipe
        : recipe.withSilenced(List.of(new NeuronReference.Id(circuit.neurons().id(0))));
  }

  private static Connectome circuit(RandomGenerator random, int neurons) {
    ConnectionsBuilder builder = new ConnectionsBuilder(neurons);
    for (int pre = 0; pre < neurons; pre++) {
      for (int k = random.nextInt(12); k > 0; k--) {
        int sign = random.nextInt(4) > 0 ? 1 : -1;
        builder.add(pre, random.nextInt(neurons), sign * random.nextInt(1, 200));
      }
    }
    return new Connectome(
        "random",
        "0",
        new Neurons(LongStream.range(0, neurons).map(i -> 720_575_940_000_000_000L + i).toArray()),
        builder.build());
  }

  /// Three neurons, each of which makes the next fire.
  private static Connectome chain() {
    return new Connectome(
        "chain",
        "1",
        new Neurons(new long[] {11, 22, 33}),
        new ConnectionsBuilder(3).add(0, 1, 300).add(1, 2, 300).build());
  }
}
