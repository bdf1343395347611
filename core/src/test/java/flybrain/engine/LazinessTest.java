package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Progress;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.experiment.Change;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.spikes.SpikeRecorder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Trials in which most targets are dormant: the spikes of the reference, and bit for bit the
/// spikes and states of a trial in which no neuron is, whatever was learnt before.
class LazinessTest {
  private static final int NEURONS = 6_000;
  private static final Connectome NETWORK = FlyLikeNetwork.of(3, NEURONS);
  private static final int TRIALS = 4;
  private static final int PIECES = 5;

  /// Some hundred neurons fire, most of those that are reached never do.
  private static final Parameters WEAK =
      Parameters.SHIU_2024.with(Map.of("w_syn", 0.35, "f_poi", 200.0));

  static Stream<Experiment> experiments() {
    Drive few = new Drive(neurons(0, 12), 200);
    Drive more = new Drive(neurons(0, 40), 100);
    Drive others = new Drive(neurons(40, 70), 150);
    NeuronSet some = neurons(20, 900);
    Silence outgoing = new Silence(some, Silence.Mode.OUTGOING);
    Silence both = new Silence(some, Silence.Mode.BOTH);
    Parameters fast =
        WEAK.with(Map.of("tau_m", 2.0, "tau_g", 0.8, "f_poi", 170.0, "w_syn", 0.4, "t_ref", 0.5));
    Parameters equal = WEAK.with(Map.of("tau_m", 12.0, "tau_g", 12.0, "w_syn", 0.15));
    Parameters negative = WEAK.with(Map.of("w_syn", -0.35, "f_poi", -200.0));
    return Stream.of(
        experiment("few driven", WEAK, 3_000, few, Silence.NONE),
        experiment("more driven", WEAK, 3_000, more, Silence.NONE),
        experiment("outgoing silenced", WEAK, 2_000, more, outgoing),
        experiment("both silenced", WEAK, 2_000, more, both),
        // What is older than some 8,000 steps is forgotten.
        experiment("longer than the memory", fast, 20_000, few, Silence.NONE),
        // The base moves after the last delivery that is felt at the end.
        experiment(
            "input that ends",
            WEAK,
            4_500,
            few,
            Silence.NONE,
            new Change(1_500, List.of(new Drive(few.neurons(), 0)), null)),
        experiment("equal time constants", equal, 2_500, few, Silence.NONE),
        experiment("negative synapses", negative, 2_500, more, Silence.NONE),
        experiment(
            "changes",
            WEAK,
            3_000,
            few,
            Silence.NONE,
            new Change(700, List.of(more, new Drive(others.neurons(), 0)), null),
            new Change(1_100, null, both),
            new Change(1_500, List.of(others), outgoing),
            new Change(2_200, List.of(few), Silence.NONE)));
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void lazyTrials_areTrialsInWhichAllNeuronsAreAwake(Experiment experiment) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    EventTrial lazy = new EventTrial(new EventBrain(NETWORK), Modes.SPARSE, experiment, 0);
    for (int t = 0; t < TRIALS; t++) {
      lazy.start(experiment, t);
      EventTrial eager = eager(experiment, t);
      for (int piece = 0; piece < PIECES; piece++) {
        int steps = experiment.steps() / PIECES;
        Runs.assertSame(Runs.advance(lazy, steps), Runs.advance(eager, steps));
        assertSameStates(lazy, eager, random.ints(4, 0, NEURONS));
      }
      if (t > 0) {
        assertThat(awakeCount(lazy)).isLessThan(NEURONS / 5);
      }
      assertSameStates(lazy, eager, IntStream.range(0, NEURONS));
    }
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void lazyTrials_giveTheSpikesOfTheReference(Experiment experiment) throws IOException {
    int[][] expected = Runs.trials(new ReferenceTrial(NETWORK, experiment, 0), experiment);
    assertThat(Stream.of(expected).mapToInt(row -> row[2]).distinct().count())
        .isBetween(50L, NEURONS / 2L);
    EventTrial trial = new EventTrial(new EventBrain(NETWORK), Modes.SPARSE, experiment, 0);
    Runs.assertSame(Runs.trials(trial, experiment), expected);
    Runs.assertSame(Runs.trials(trial, experiment), expected);
    EventTrial both = new EventTrial(new EventBrain(NETWORK), Modes.dense(600), experiment, 0);
    Runs.assertSame(Runs.trials(both, experiment), expected);
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void copiesOfLazyTrials_continueAlike(Experiment experiment) throws IOException {
    EventTrial trial = new EventTrial(new EventBrain(NETWORK), Modes.SPARSE, experiment, 0);
    for (int t = 0; t < TRIALS; t++) {
      trial.start(experiment, t);
      Runs.advance(trial, experiment.steps() / (t + 2));
      int rest = experiment.steps() - trial.step();
      EventTrial copy = (EventTrial) trial.copy();
      assertThat(awakeCount(copy)).isEqualTo(awakeCount(trial));
      Runs.assertSame(Runs.advance(copy, rest), Runs.advance(trial, rest));
      assertThat(awakeCount(copy)).isEqualTo(awakeCount(trial));
      assertSameStates(copy, trial, IntStream.range(0, NEURONS));
    }
  }

  /// A copy that is taken anywhere, changed, and copied again is a trial of its own.
  @ParameterizedTest
  @MethodSource("experiments")
  void copiesOfCopies_doNotTouchTheirOriginals(Experiment experiment) throws IOException {
    int[][] expected = alone(experiment);
    EventBrain brain = new EventBrain(NETWORK);
    EventTrial trial = new EventTrial(brain, Modes.SPARSE, experiment, 0);
    SpikeRecorder recorder = new SpikeRecorder();
    SpikeBlock spikes = new SpikeBlock();
    Random random = new Random(11);
    for (int t = 0; t < experiment.trials(); t++) {
      trial.start(experiment, t);
      spikes.start(recorder, t);
      while (trial.step() < experiment.steps()) {
        int most = Math.max(1, experiment.steps() / 4);
        int steps = Math.min(experiment.steps() - trial.step(), 1 + random.nextInt(most));
        Trial other = trial.copy();
        trial.advance(steps, spikes);
        Runs.advance(other, steps);
        // The next stretch is simulated by a copy, while the original goes another way.
        EventTrial next = (EventTrial) other.copy();
        other.silence(Silence.NONE);
        other.drive(List.of());
        Runs.advance(other, steps);
        trial = random.nextBoolean() ? next : trial;
      }
      spikes.end();
    }
    Runs.assertSame(Runs.rows(recorder.spikes()), expected);
  }

  /// What one experiment teaches is of use to others, on all threads, and changes nothing.
  @Test
  void experimentsOnOneBrain_areEachAsIfAlone() throws IOException {
    List<Experiment> experiments = experiments().toList();
    for (int threads : new int[] {1, 3}) {
      try (Simulation simulation = Engines.EVENT.open(NETWORK, threads)) {
        for (int round = 0; round < 2; round++) {
          for (Experiment experiment : experiments) {
            SpikeRecorder recorder = new SpikeRecorder();
            simulation.run(experiment, recorder, Progress.NONE);
            Runs.assertSame(Runs.rows(recorder.spikes()), alone(experiment));
          }
        }
      }
    }
  }

  /// Where rows find no room all neurons are awake in their own order, also in the trials that
  /// follow; a trial of another experiment is lazy again.
  @Test
  void crowdedTrialsAndLazyOnes_followEachOther() throws IOException {
    Drive few = new Drive(neurons(0, 12), 200);
    Drive many = new Drive(neurons(0, 1_500), 300);
    Experiment lazy = experiment("lazy", WEAK, 1_000, few, Silence.NONE);
    Experiment crowded = experiment("crowded", WEAK, 150, many, Silence.NONE);
    EventTrial trial = new EventTrial(new EventBrain(NETWORK, 60_000), Modes.SPARSE, lazy, 0);
    Runs.trials(trial, lazy);
    for (Experiment next : List.of(crowded, crowded, crowded, lazy, crowded, lazy)) {
      trial.start(next, 1);
      Runs.assertSame(
          Runs.advance(trial, next.steps()),
          Runs.advance(new ReferenceTrial(NETWORK, next, 1), next.steps()));
      if (next.equals(crowded)) {
        assertThat(awakeCount(trial)).isEqualTo(NEURONS);
      } else {
        assertThat(awakeCount(trial)).isLessThan(NEURONS / 5);
      }
    }
  }

  @Test
  void trialsAfterADenseOneOfTheirKind_areNotLazy() throws IOException {
    Experiment few = experiment("few", WEAK, 1_000, new Drive(neurons(0, 12), 200), Silence.NONE);
    EventTrial sparse = secondTrial(few, Modes.SPARSE);
    assertThat(awakeCount(sparse)).isLessThan(NEURONS / 5);
    EventTrial trial = secondTrial(few, Modes.dense(500));
    assertThat(awakeCount(trial)).isEqualTo(NEURONS);
    Runs.assertSame(
        Runs.advance(trial, few.steps()),
        Runs.advance(new ReferenceTrial(NETWORK, few, 1), few.steps()));
  }

  /// A trial of an experiment at step 0, after another.
  private static EventTrial secondTrial(Experiment experiment, ActivityMode mode)
      throws IOException {
    EventTrial trial = new EventTrial(new EventBrain(NETWORK), mode, experiment, 0);
    Runs.trials(trial, experiment);
    trial.start(experiment, 1);
    return trial;
  }

  private static int[][] alone(Experiment experiment) throws IOException {
    return Runs.trials(eager(experiment, 0), experiment);
  }

  /// A trial in which no neuron falls asleep, until it is started again.
  private static EventTrial eager(Experiment experiment, int trial) {
    EventTrial made = new EventTrial(new EventBrain(NETWORK), Modes.SPARSE, experiment, trial);
    made.sparse().resume(new double[NEURONS], new double[NEURONS], 0, 0);
    return made;
  }

  private static int awakeCount(EventTrial trial) {
    return (int) IntStream.range(0, NEURONS).filter(trial.sparse()::isAwake).count();
  }

  private static void assertSameStates(EventTrial trial, EventTrial other, IntStream neurons) {
    neurons.forEach(i -> {
      assertThat(trial.potential(i)).as("v of %d", i).isEqualTo(other.potential(i));
      assertThat(trial.synapticInput(i)).as("g of %d", i).isEqualTo(other.synapticInput(i));
    });
  }

  private static Experiment experiment(
      String name,
      Parameters parameters,
      int steps,
      Drive drive,
      Silence silence,
      Change... changes) {
    return new Experiment(
        name,
        List.of(drive),
        silence,
        List.of(changes),
        steps,
        TRIALS,
        5,
        parameters,
        List.of(),
        null);
  }

  private static NeuronSet neurons(int from, int to) {
    return RandomCircuit.set(RandomCircuit.shuffled(new SplittableRandom(9), NEURONS), from, to);
  }
}
