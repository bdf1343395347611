package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import flybrain.Property;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.engine.LearntCeilings.Snapshot;
import flybrain.model.Parameters;
import flybrain.model.Propagator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PresynapticTracesTest {
  private static final int ROWS = 100;

  /// All that a neuron may sleep on: until the next raise its u stays below the ceiling.
  @Property(tries = 100)
  void u_isNeverAboveTheCeiling(RandomGenerator random) {
    Parameters parameters = RandomCircuit.parameters(random);
    Propagator exact = Propagator.of(parameters);
    EventModel model = new EventModel(parameters);
    PresynapticTraces traces = new PresynapticTraces(model);
    traces.makeRoom(ROWS);
    int row = random.nextInt(1, ROWS);
    StepFactors now = new StepFactors();
    double ceiling = 0;
    for (int trial = 0; trial < 3; trial++) {
      traces.rest(ROWS, random.nextBoolean());
      int base = 0;
      double u = 0;
      double g = 0;
      double busy = random.nextDouble();
      for (int step = 0; step < 1_000; step++) {
        u = exact.potential(1, u, g);
        g *= exact.synapticDecay(1);
        // Sums of up to a thousand spikes, computed in another way.
        assertThat(u).isLessThanOrEqualTo(ceiling + 1e-9 * u);
        if (step - base == model.modes.length) {
          traces.rebase(ROWS);
          base = step;
        }
        now.set(model, step - base);
        if (random.nextDouble() < busy) {
          g++;
          double raise = traces.add(row, now);
          assertThat(traces.ceiling(row)).isCloseTo(ceiling + raise, withinPercentage(1e-9));
          ceiling = traces.ceiling(row);
        } else if (random.nextInt(200) == 0) {
          busy = random.nextDouble();
        } else {
          traces.add(row - 1, now);
        }
      }
    }
  }

  @Test
  void snapshot_hasTheCeilingsByNeuron() {
    EventModel model = new EventModel(Parameters.SHIU_2024);
    NeuronTable table = new NeuronTable(4);
    AwakeRows rows = new AwakeRows(unconnected(), model, new AwakeNeurons(table), table);
    PresynapticTraces traces = new PresynapticTraces(model);
    int ofTwo = rows.row(2);
    int ofZero = rows.row(0);
    int ofThree = rows.row(3);
    assertThat(traces.raiseTo(ofTwo, 4)).isEqualTo(4);
    assertThat(traces.raiseTo(ofTwo, 3)).isZero();
    assertThat(traces.raiseTo(ofTwo, 5)).isEqualTo(1);
    assertThat(traces.raiseTo(ofZero, 2)).isEqualTo(2);
    assertThat(traces.takeRaised()).as("raised by a spike").isFalse();
    assertIs(traces.snapshot(rows), new int[] {0, 2}, 2, 5);

    StepFactors now = new StepFactors();
    now.set(model, 0);
    assertThat(traces.add(ofThree, now)).isPositive();
    assertThat(traces.takeRaised()).isTrue();
    assertThat(traces.takeRaised()).isFalse();
    double peak = Propagator.of(Parameters.SHIU_2024).peakTransfer();
    assertIs(traces.snapshot(rows), new int[] {0, 2, 3}, 2, 5, 1.0625 * peak);

    traces.clear(model);
    assertThat(traces.snapshot(rows).isEmpty()).isTrue();
  }

  private static void assertIs(Snapshot snapshot, int[] neurons, double... ceilings) {
    assertThat(snapshot.size()).isEqualTo(neurons.length);
    for (int k = 0; k < neurons.length; k++) {
      assertThat(snapshot.neuron(k)).isEqualTo(neurons[k]);
      // A few roundings.
      assertThat(snapshot.ceiling(k)).isCloseTo(ceilings[k], within(1e-12));
    }
  }

  private static EventBrain unconnected() {
    Neurons neurons = new Neurons(new long[] {1, 2, 3, 4});
    return new EventBrain(new Connectome("four", "0", neurons, new ConnectionsBuilder(4).build()));
  }
}
