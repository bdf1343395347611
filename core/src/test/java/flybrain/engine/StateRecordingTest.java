package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.Progress;
import flybrain.Property;
import flybrain.backend.Backend;
import flybrain.backend.Simulation;
import flybrain.engine.RecordedStates.Sample;
import flybrain.experiment.Experiment;
import flybrain.model.Parameters;
import flybrain.model.Propagator;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.Spikes;
import flybrain.states.StateSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Recording of v and g during a run, on every engine and in both of its forms.
class StateRecordingTest {
  @Property(tries = 60)
  void recording_changesNoSpike(RandomGenerator random) throws IOException {
    RandomCircuit circuit = circuit(random);
    for (Backend engine : engines(random.nextLong())) {
      int[][] without = run(engine, circuit, StateSink.NOWHERE);
      Runs.assertSame(run(engine, circuit, recording(circuit, random)), without);
    }
  }

  @Property(tries = 60)
  void states_areThoseOfAReferenceReadByHand(RandomGenerator random) throws IOException {
    RandomCircuit circuit = circuit(random);
    for (Backend engine : engines(random.nextLong())) {
      RecordedStates recorded = recording(circuit, random);
      run(engine, circuit, recorded);
      boolean exact = engine.equals(Engines.REFERENCE);
      for (int trial = 0; trial < circuit.experiment().trials(); trial++) {
        assertStates(circuit, trial, recorded, exact);
      }
    }
  }

  private static void assertStates(
      RandomCircuit circuit, int trial, RecordedStates recorded, boolean exact) throws IOException {
    Trial reference = new ReferenceTrial(circuit.connectome(), circuit.experiment(), trial);
    List<Sample> samples = recorded.trial(trial);
    assertThat(samples.stream().map(Sample::step))
        .containsExactlyElementsOf(
            IntStream.iterate(
                    0, step -> step < circuit.experiment().steps(), step -> step + recorded.every())
                .boxed()
                .toList());
    int[] neurons = recorded.neurons();
    for (Sample sample : samples) {
      Runs.advance(reference, sample.step() - reference.step());
      for (int k = 0; k < neurons.length; k++) {
        double v = reference.potential(neurons[k]);
        double g = reference.synapticInput(neurons[k]);
        // The event-driven engine sums up to hundreds of weights in another order and scaled, and
        // its modes cancel to 1/32, as in TrialTest; reference adds exactly the same.
        double tolerance = exact ? 0 : 1e-9 * (1 + Math.abs(v) + Math.abs(g));
        assertClose(sample.v()[k], v, tolerance);
        assertClose(sample.g()[k], g, tolerance);
      }
    }
  }

  /// As `isCloseTo`, which takes minutes for millions of states.
  private static void assertClose(double actual, double expected, double tolerance) {
    if (!(Math.abs(actual - expected) <= tolerance)) {
      assertThat(actual).isCloseTo(expected, within(tolerance));
    }
  }

  /// From one sample to the next every neuron that is not refractory follows the solution of the
  /// model, and spikes at exactly the steps at which that crosses the threshold.
  @Property(tries = 30)
  void potential_crossesTheThresholdWhereSpikesAre(RandomGenerator random) throws IOException {
    RandomCircuit circuit = RandomCircuit.of(random);
    Experiment experiment = circuit.experiment();
    int neurons = circuit.connectome().neurons().size();
    RecordedStates recorded = new RecordedStates(1, IntStream.range(0, neurons).toArray());
    SpikeRecorder recorder = new SpikeRecorder();
    run(Engines.REFERENCE, circuit, recorder, recorded);
    Spikes spikes = recorder.spikes();
    BitSet driven = new BitSet();
    experiment.driven().forEach(driven::set);
    Parameters parameters = experiment.parameters();
    Propagator propagator = Propagator.of(parameters);
    int spike = 0;
    for (int trial = 0; trial < experiment.trials(); trial++) {
      int[] activeFrom = new int[neurons];
      for (Sample sample : recorded.trial(trial)) {
        for (int i = 0; i < neurons; i++) {
          if (sample.step() < activeFrom[i]) {
            assertClose(sample.v()[i], parameters.vReset(), 0);
            assertClose(sample.g()[i], 0, 0);
            continue;
          }
          double v =
              parameters.v0()
                  + (sample.v()[i] - parameters.v0()) * propagator.membraneDecay(1)
                  + sample.g()[i] * propagator.transfer(1);
          boolean fires =
              spike < spikes.size()
                  && spikes.trial(spike) == trial
                  && spikes.step(spike) == sample.step()
                  && spikes.neuron(spike) == i;
          if (fires != v > parameters.vThreshold()) {
            assertThat(v > parameters.vThreshold())
                .as("trial %d, step %d, neuron %d", trial, sample.step(), i)
                .isEqualTo(fires);
          }
          if (fires) {
            activeFrom[i] = sample.step() + parameters.refractorySteps(driven.get(i));
            spike++;
          }
        }
      }
    }
    assertThat(spike).isEqualTo(spikes.size());
  }

  /// With changes of drives and silenced neurons on the way in half of the cases.
  private static RandomCircuit circuit(RandomGenerator random) {
    RandomCircuit plain = RandomCircuit.of(random);
    return random.nextBoolean() ? plain : TimelineTest.withChanges(plain, random);
  }

  /// Some neurons, often at each step.
  private static RecordedStates recording(RandomCircuit circuit, RandomGenerator random) {
    int size = circuit.connectome().neurons().size();
    int[] some =
        Arrays.stream(RandomCircuit.shuffled(random, size))
            .limit(random.nextInt(1, Math.min(size, 20) + 1))
            .sorted()
            .toArray();
    return new RecordedStates(random.nextBoolean() ? 1 : random.nextInt(1, 700), some);
  }

  private static List<Backend> engines(long seed) {
    return List.of(
        Engines.REFERENCE,
        Engines.EVENT,
        event(Modes.SPARSE),
        event(Modes.DENSE),
        event(Modes.alternating()),
        event(Modes.dense(16)),
        event(Modes.random(seed)));
  }

  private static Backend event(ActivityMode mode) {
    return new Engine(
        "event",
        "event, forced",
        connectome -> {
          EventBrain brain = new EventBrain(connectome);
          return (experiment, trial) -> new EventTrial(brain, mode, experiment, trial);
        });
  }

  private static int[][] run(Backend engine, RandomCircuit circuit, StateSink states)
      throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    run(engine, circuit, recorder, states);
    return Runs.rows(recorder.spikes());
  }

  /// One thread: a forced mode that draws belongs to one trial at a time.
  private static void run(
      Backend engine, RandomCircuit circuit, SpikeRecorder recorder, StateSink states)
      throws IOException {
    try (Simulation simulation = engine.open(circuit.connectome(), 1)) {
      simulation.run(circuit.experiment(), recorder, states, Progress.NONE);
    }
  }
}
