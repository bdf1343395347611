package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import flybrain.Property;
import flybrain.model.Parameters;
import flybrain.model.Propagator;
import java.util.random.RandomGenerator;

class PresynapticTracesTest {
  /// All that a neuron may sleep on: until the next raise its u stays below the ceiling.
  @Property(tries = 100)
  void u_isNeverAboveTheCeiling(RandomGenerator random) {
    Parameters parameters = RandomCircuit.parameters(random);
    Propagator exact = Propagator.of(parameters);
    EventModel model = new EventModel(parameters);
    PresynapticTraces traces = new PresynapticTraces(model);
    traces.rest(1, random.nextBoolean());
    StepFactors now = new StepFactors();
    int base = 0;
    double u = 0;
    double g = 0;
    double ceiling = 0;
    double busy = random.nextDouble();
    for (int step = 0; step < 3_000; step++) {
      u = exact.potential(1, u, g);
      g *= exact.synapticDecay(1);
      // Sums of up to thousands of spikes, computed in another way.
      assertThat(u).isLessThanOrEqualTo(ceiling + 1e-9 * u);
      if (step - base == model.modes.length) {
        traces.rebase(1);
        base = step;
      }
      now.set(model, step - base);
      if (random.nextDouble() < busy) {
        g++;
        double raise = traces.add(0, now);
        assertThat(traces.ceiling(0)).isCloseTo(ceiling + raise, withinPercentage(1e-9));
        ceiling = traces.ceiling(0);
      } else if (random.nextInt(500) == 0) {
        busy = random.nextDouble();
      }
    }
  }
}
