package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.Property;
import flybrain.engine.NeuronTrace.Input;
import flybrain.experiment.Experiment;
import flybrain.model.Parameters;
import flybrain.model.Propagator;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

class NeuronTraceTest {
  /// What a neuron received since its last reset, and did not lose, makes up v and g.
  @Property(tries = 100)
  void inputs_makeUpTheState(RandomGenerator random) throws IOException {
    RandomCircuit plain = RandomCircuit.of(random);
    RandomCircuit circuit = random.nextBoolean() ? plain : TimelineTest.withChanges(plain, random);
    Experiment experiment = circuit.experiment();
    int neuron = random.nextInt(circuit.connectome().neurons().size());
    int step = random.nextInt(experiment.steps());
    int[] spikes =
        Arrays.stream(
                Runs.advance(new ReferenceTrial(circuit.connectome(), experiment, 0), step + 1))
            .filter(row -> row[2] == neuron)
            .mapToInt(row -> row[1])
            .toArray();
    for (String engine : List.of("event", "reference")) {
      NeuronTrace trace = NeuronTrace.of(engine, circuit.connectome(), experiment, 0, neuron, step);
      boolean fires = spikes.length > 0 && spikes[spikes.length - 1] == step;
      assertThat(trace.spikes()).isEqualTo(fires);
      assertThat(
              step >= trace.activeFrom()
                  && trace.potentialAtStep() > experiment.parameters().vThreshold())
          .isEqualTo(fires);
      boolean hasSpiked = spikes.length > (fires ? 1 : 0);
      assertState(trace, experiment.parameters(), hasSpiked, step);
    }
  }

  private static void assertState(
      NeuronTrace trace, Parameters parameters, boolean hasSpiked, int step) {
    Propagator propagator = Propagator.of(parameters);
    double start = hasSpiked ? parameters.vReset() - parameters.v0() : 0;
    double u = start * propagator.membraneDecay(Math.max(0, step - trace.activeFrom()));
    double g = 0;
    double size = Math.abs(u);
    for (Input input : trace.inputs()) {
      if (!input.lost() && input.step() >= trace.activeFrom()) {
        int since = step - 1 - input.step();
        boolean drive = input.presynaptic() == NeuronTrace.DRIVE;
        u +=
            input.height() * (drive ? propagator.membraneDecay(since) : propagator.transfer(since));
        g += drive ? 0 : input.height() * propagator.synapticDecay(since);
        size += Math.abs(input.height());
      }
    }
    // Sums in another order differ in the last digits of their largest terms.
    double tolerance = 1e-9 * Math.max(1, size);
    assertThat(trace.potential()).isCloseTo(parameters.v0() + u, within(tolerance));
    assertThat(trace.synapticInput()).isCloseTo(g, within(tolerance));
  }
}
