package flybrain.live;

import static flybrain.live.LiveCircuits.chain;
import static flybrain.live.LiveCircuits.rows;
import static flybrain.live.LiveCircuits.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.connectome.Connectome;
import flybrain.experiment.Drive;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.experiment.Silence;
import flybrain.experiment.Stimulus;
import flybrain.experiment.TimedChange;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.Spikes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveBrainTest {
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
}
