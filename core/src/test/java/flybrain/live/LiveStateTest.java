package flybrain.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.ExperimentText;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import flybrain.experiment.Silence;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.Spikes;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// States of a live brain, and how far it can be advanced.
class LiveStateTest {
  private static final NeuronSet FIRST = NeuronSet.of("first", 0, 1);

  /// A ring of neurons, each of which makes the next fire, with two driven.
  private static final Connectome RING = ring("ring", 300);

  private static Connectome ring(String name, int synapses) {
    ConnectionsBuilder connections = new ConnectionsBuilder(20);
    for (int neuron = 0; neuron < 20; neuron++) {
      connections.add(neuron, (neuron + 1) % 20, neuron % 7 == 6 ? -synapses : synapses);
    }
    return Connectome.of(
        name, new Neurons(LongStream.rangeClosed(1, 20).toArray()), connections.build());
  }

  private static LiveBrain open(String engine) {
    LiveBrain live = LiveBrain.open(RING, Recipe.DEFAULT, engine);
    live.drive(FIRST, 150);
    return live;
  }

  private static List<String> rows(Spikes spikes) {
    return IntStream.range(0, spikes.size())
        .mapToObj(k -> spikes.step(k) + " " + spikes.neuron(k))
        .toList();
  }

  /// Two pages or programs may go on from one state at the same time.
  @Test
  void oneState_isRestoredByManyThreadsAtOnce() throws Exception {
    LiveBrain trunk = open("event");
    trunk.advance(1);
    trunk.save();
    trunk.advance(0.2);
    LiveState state = trunk.save();
    List<String> expected = rows(trunk.advance(1));
    assertThat(expected).hasSizeGreaterThan(100);
    int threads = 4;
    CyclicBarrier together = new CyclicBarrier(threads);
    List<Future<List<String>>> branches = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int k = 0; k < threads; k++) {
        branches.add(
            pool.submit(() -> {
              LiveBrain branch = LiveBrain.open(RING, Recipe.DEFAULT);
              together.await();
              branch.restore(state);
              return rows(branch.advance(1));
            }));
      }
    }
    for (Future<List<String>> branch : branches) {
      assertThat(branch.get()).isEqualTo(expected);
    }
  }

  /// Drives, silenced neurons and rates are part of a state, the ones that are only asked for too.
  @Test
  void restoredBrain_hasAllThatItHadThen() throws IOException {
    LiveBrain live = open("event");
    live.advance(0.6);
    live.silence(NeuronSet.of("s", 3, 4), Silence.Mode.BOTH);
    live.drive(NeuronSet.of("later", 9), 30);
    FiringRatesNow rates = live.rates(0.5);
    List<Drive> drives = live.drives();
    Silence silenced = live.silenced();
    LiveState state = live.save();
    assertThat(state.time()).isEqualTo(0.6);

    live.drive(FIRST, 0);
    live.unsilence(NeuronSet.of("s", 3));
    live.advance(1);
    String later = ExperimentText.of(live.recipe());
    live.restore(state);
    assertThat(live.step()).isEqualTo(6_000);
    assertThat(live.drives()).isEqualTo(drives).hasSize(2);
    assertThat(live.silenced()).isEqualTo(silenced);
    assertThat(live.rates(0.5).neurons()).isEqualTo(rates.neurons());
    assertThat(live.rates(0.5).rates()).isEqualTo(rates.rates());
    live.drive(FIRST, 0);
    live.unsilence(NeuronSet.of("s", 3));
    live.advance(1);
    assertThat(ExperimentText.of(live.recipe())).isEqualTo(later);
  }

  @Test
  void interruptedRestore_leavesTheBrainAsItIs() throws IOException {
    LiveBrain live = open("event");
    LiveBrain undisturbed = open("event");
    live.advance(0.3);
    LiveState state = live.save();
    live.drive(FIRST, 90);
    live.advance(0.2);
    undisturbed.advance(0.3);
    undisturbed.drive(FIRST, 90);
    undisturbed.advance(0.2);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> live.restore(state)).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(live.time()).isEqualTo(0.5);
    assertThat(live.drives()).containsExactly(new Drive(FIRST, 90));
    assertThat(rows(live.advance(0.5))).isNotEmpty().isEqualTo(rows(undisturbed.advance(0.5)));
    assertThat(ExperimentText.of(live.recipe())).isEqualTo(ExperimentText.of(undisturbed.recipe()));
  }

  /// The engines give the same spikes, so a state is not of one of them.
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.7})
  void stateOfOneEngine_goesOnInTheOther(double when) throws IOException {
    LiveBrain event = open("event");
    event.advance(when);
    LiveState state = event.save();
    List<String> expected = rows(event.advance(0.5));
    LiveBrain reference = LiveBrain.open(RING, Recipe.DEFAULT, "reference");
    reference.restore(state);
    assertThat(rows(reference.advance(0.5))).isNotEmpty().isEqualTo(expected);
  }

  @Test
  void stateOfAnotherBrain_isRefused_andNothingChanges() throws IOException {
    LiveBrain live = open("event");
    live.advance(0.1);
    Connectome other = ring("other ring", 299);
    assertThatThrownBy(() -> live.restore(LiveBrain.open(other, Recipe.DEFAULT).save()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "the state is of another live brain, of other ring with seed 1; this one has ring and seed"
                + " 1; restore a state of this one, or open a brain that starts as that one did");
    assertThatThrownBy(() -> live.restore(LiveBrain.open(RING, Recipe.DEFAULT.withSeed(2)).save()))
        .hasMessageContaining("of ring with seed 2; this one has ring and seed 1");
    assertThatThrownBy(() -> live.restore(LiveBrain.open(ring("ring", 2), Recipe.DEFAULT).save()))
        .hasMessageContaining("of other connections that are called ring too");
    LiveState parameters =
        LiveBrain.open(RING, Recipe.DEFAULT.withParameters(Map.of("tau", 4.0))).save();
    assertThatThrownBy(() -> live.restore(parameters))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("started with another name, other drives, silenced neurons or");
    assertThat(live.time()).isEqualTo(0.1);
    // The same brain, opened again from its files.
    live.restore(LiveBrain.open(ring("ring", 300), Recipe.DEFAULT).save());
    assertThat(live.time()).isZero();
  }

  @Test
  void stepsThatThereAreNot_areRefused() throws IOException {
    LiveBrain live = open("event");
    live.advance(0.1);
    for (int steps : new int[] {-1, Experiment.MOST_STEPS, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> live.advance(steps, TrialSink.NOWHERE))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("at 0.1 s only 1073740824 steps are left, of 1073741824");
    }
    assertThat(live.step()).isEqualTo(1_000);
  }

  @Test
  void noSteps_changeNothing() throws IOException {
    LiveBrain live = open("event");
    assertThat(live.advance(0).size()).isZero();
    assertThat(live.time()).isZero();
    assertThatThrownBy(live::recipe).hasMessageContaining("nothing was simulated yet");
    live.drive(FIRST, 0);
    live.advance(0.1);
    assertThat(live.recipe().drives()).isEmpty();
  }

  /// A neuron that becomes driven is no longer refractory, so a drive for no time would be seen.
  @Test
  void driveThatIsTakenBackAfterNoSteps_wasNeverThere() throws IOException {
    LiveBrain live = LiveBrain.open(RING, Recipe.DEFAULT);
    LiveBrain undisturbed = LiveBrain.open(RING, Recipe.DEFAULT);
    live.drive(NeuronSet.of("first", 0), 5_000);
    undisturbed.drive(NeuronSet.of("first", 0), 5_000);
    int fired = 0;
    for (int step = 0; step < 100; step++) {
      live.drive(NeuronSet.of("second", 1), 100);
      live.advance(0);
      live.drive(NeuronSet.of("second", 1), 0);
      List<String> spikes = rows(undisturbed.advance(0.0001));
      assertThat(rows(live.advance(0.0001))).isEqualTo(spikes);
      fired += spikes.contains(step + " 1") ? 1 : 0;
    }
    assertThat(fired).isGreaterThan(1);
  }

  /// Steps are counted, so times do not add up errors of rounding.
  @Test
  void manyShortStretches_endAtTheExactTime() throws IOException {
    LiveBrain live = open("event");
    for (int k = 0; k < 30; k++) {
      live.advance(0.0001);
    }
    assertThat(live.time()).isEqualTo(0.003);
    LiveBrain fine =
        LiveBrain.open(RING, Recipe.DEFAULT.withParameters(Map.of("dt", 0.05)), "event");
    assertThat(fine.steps(0.00005)).isEqualTo(1);
    assertThat(live.steps(0)).isZero();
    assertThat(live.steps(107_374.1824)).isEqualTo(Experiment.MOST_STEPS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.00015|duration = 0.00015 s: must be a multiple of dt = 0.1 ms, from 0 to 1073741824 steps; nearest: 0.0001",
        "-1|nearest: 0",
        "107374.1825|nearest: 107374.1824",
        "Infinity|nearest: 107374.1824",
        "NaN|nearest: 0"
      })
  void duration_thatIsNone_namesTheNearest(double seconds, String message) {
    LiveBrain live = open("event");
    assertThatThrownBy(() -> live.steps(seconds))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("duration = ")
        .hasMessageContaining(message);
  }

  /// A step of 0.05 ms has room for 20,000 events a second.
  @Test
  void rate_isAtMostOneEventAStep() throws IOException {
    LiveBrain fine = LiveBrain.open(RING, Recipe.DEFAULT.withParameters(Map.of("dt", 0.05)));
    fine.drive(FIRST, 20_000);
    for (double rate : new double[] {20_000.5, -1, Double.POSITIVE_INFINITY, Double.NaN}) {
      assertThatThrownBy(() -> fine.drive(FIRST, rate))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("rate = ")
          .hasMessageEndingWith("must be from 0 to 20000 Hz (one event per time step)");
    }
    assertThat(fine.drives()).containsExactly(new Drive(FIRST, 20_000));
  }

  @Test
  void rates_ofNoTime_areNone() throws IOException {
    LiveBrain live = open("event");
    live.advance(0.2);
    assertThat(live.rates(0).neurons()).isEmpty();
    assertThatThrownBy(() -> live.rates(0.00001)).isInstanceOf(InputException.class);
  }

  /// The sink is the caller's: it may take spikes of several stretches.
  @Test
  void sink_isNotEnded() throws IOException {
    LiveBrain live = open("event");
    SpikeRecorder recorder = new SpikeRecorder();
    TrialSink sink = recorder.begin(0);
    boolean[] ended = new boolean[1];
    TrialSink watched =
        new TrialSink() {
          @Override
          public void spikes(int[] steps, int[] neurons, int count) throws IOException {
            sink.spikes(steps, neurons, count);
          }

          @Override
          public void end() {
            ended[0] = true;
          }
        };
    live.advance(1_000, watched);
    live.advance(1_000, watched);
    sink.end();
    assertThat(ended[0]).isFalse();
    assertThat(rows(recorder.spikes())).isEqualTo(rows(open("event").advance(0.2)));
  }
}
