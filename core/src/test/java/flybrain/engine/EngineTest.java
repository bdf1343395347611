package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.backend.RunTimes;
import flybrain.backend.Simulation;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EngineTest {
  private static final Connectome CONNECTOME =
      RandomCircuit.connectome(new SplittableRandom(3), 200);

  @Test
  void engines_areListedTheFastOneFirst() {
    assertThat(Engines.all().stream().map(Backend::key)).containsExactly("event", "reference");
    assertThat(Engines.all().stream().map(Backend::framework))
        .containsExactly("flybrain event (CPU)", "flybrain reference (CPU)");
    assertThat(Engines.EVENT.availability()).isInstanceOf(Availability.Ready.class);
  }

  /// Driven neurons spike 2 steps apart at the closest, all others 2.3 ms: an input that is strong
  /// enough needs one step.
  @Test
  void intervals_areAtLeastTheRefractoryPeriod() throws IOException {
    for (Backend engine : Engines.all()) {
      int[][] last = new int[3][200];
      int[] shortest = {Integer.MAX_VALUE, Integer.MAX_VALUE};
      for (int[] row :
          Runs.rows(Runs.run(engine, strong(), experiment(3, 5000, Silence.NONE), 1))) {
        int before = last[row[0]][row[2]];
        int kind = row[2] < 20 ? 0 : 1;
        if (before > 0) {
          shortest[kind] = Math.min(shortest[kind], row[1] - before);
        }
        last[row[0]][row[2]] = row[1];
      }
      assertThat(shortest).containsExactly(2, 23);
    }
  }

  /// At rest, where the potential is computed without rounding, beside a neuron that fires.
  @Test
  void potentialAtTheThreshold_doesNotSpike() throws IOException {
    Experiment resting = ofOneDriven(200, Map.of("v_th", Parameters.SHIU_2024.v0()));
    for (Trial trial :
        List.of(
            new ReferenceTrial(unconnected(), resting, 0),
            new EventTrial(new EventBrain(unconnected()), Modes.SPARSE, resting, 0),
            new EventTrial(new EventBrain(unconnected()), Modes.dense(50), resting, 0))) {
      assertThat(Stream.of(Runs.trials(trial, resting)).map(row -> row[2])).containsOnly(7);
    }
  }

  /// A membrane that keeps its charge is lifted exactly to the threshold by one input event, and
  /// above it by the next.
  @Test
  void kickToTheThreshold_doesNotSpike() throws IOException {
    Experiment lifted = ofOneDriven(2_000, Map.of("tau_m", 1e20, "w_syn", 1.0, "f_poi", 7.0));
    int[][] expected = Runs.trials(new ReferenceTrial(unconnected(), lifted, 0), lifted);
    // About 600 Hz for 0.2 s, two events a spike.
    assertThat(expected.length).isBetween(40, 80);
    for (ActivityMode mode : List.of(Modes.SPARSE, Modes.dense(50))) {
      Trial trial = new EventTrial(new EventBrain(unconnected()), mode, lifted, 0);
      assertThat(Runs.trials(trial, lifted)).isDeepEqualTo(expected);
    }
  }

  /// Neuron 7 is driven at 600 Hz.
  private static Experiment ofOneDriven(int steps, Map<String, Double> parameters) {
    return new Experiment(
        "one driven",
        List.of(new Drive(NeuronSet.of("driven", 7), 600)),
        Silence.NONE,
        steps,
        1,
        1,
        Parameters.SHIU_2024.with(parameters),
        List.of(),
        null);
  }

  private static Connectome strong() {
    ConnectionsBuilder builder = new ConnectionsBuilder(200);
    for (int pre = 0; pre < 20; pre++) {
      for (int post = 20; post < 200; post++) {
        builder.add(pre, post, 10_000);
      }
    }
    return new Connectome("strong", "0", CONNECTOME.neurons(), builder.build());
  }

  @Test
  void drive_firesAtItsRate() throws IOException {
    Experiment experiment = experiment(10, 100_000, Silence.NONE);
    int spikes = Runs.run(Engines.EVENT, unconnected(), experiment, 2).size();
    // At 600 Hz an event is lost in the step of a spike: one spike in (1 + p) / p steps.
    double p = 0.06;
    double expected = 20 * 10 * 100_000 / (1 / p + 1);
    // Intervals are 1 + a geometric number of steps, so a count has the variance of a renewal
    // process: the count times the squared coefficient of variation. Five deviations are 0.43 %.
    double deviation = Math.sqrt(expected * (1 - p)) / (1 + p);
    assertThat((double) spikes).isCloseTo(expected, within(5 * deviation));
  }

  private static Connectome unconnected() {
    return new Connectome("none", "0", CONNECTOME.neurons(), new ConnectionsBuilder(200).build());
  }

  /// A driven neuron without excitation from others spikes alike, whatever is silenced.
  @Test
  void silencing_leavesTheInputAlone() throws IOException {
    NeuronSet rest = new NeuronSet("rest", IntStream.range(5, 200), List.of());
    Connectome connectome = strong();
    Experiment control = experiment(2, 3000, Silence.NONE);
    Experiment lesion = experiment(2, 3000, new Silence(rest, Silence.Mode.BOTH));
    assertThat(drivenRows(connectome, lesion)).isEqualTo(drivenRows(connectome, control));
  }

  private static int[][] drivenRows(Connectome connectome, Experiment experiment)
      throws IOException {
    return Stream.of(Runs.rows(Runs.run(Engines.EVENT, connectome, experiment, 1)))
        .filter(row -> row[2] < 20)
        .toArray(int[][]::new);
  }

  @Test
  void spikes_streamInBlocksOfBoundedSize() throws IOException {
    AtomicLong most = new AtomicLong();
    AtomicLong total = new AtomicLong();
    AtomicLong steps = new AtomicLong();
    var ended = new ConcurrentHashMap<Integer, Integer>();
    SpikeSink sink =
        trial ->
            new TrialSink() {
              private long last = -1;

              @Override
              public void spikes(int[] stepOf, int[] neurons, int count) {
                most.accumulateAndGet(count, Math::max);
                total.addAndGet(count);
                for (int k = 0; k < count; k++) {
                  long next = (long) stepOf[k] << 32 | neurons[k];
                  assertThat(next).isGreaterThan(last);
                  last = next;
                }
              }

              @Override
              public void end() {
                ended.merge(trial, 1, Integer::sum);
              }
            };
    Experiment experiment = experiment(4, 50_000, Silence.NONE);
    try (Simulation simulation = Engines.EVENT.open(CONNECTOME, 2)) {
      RunTimes times = simulation.run(experiment, sink, counting(steps)).times();
      assertThat(times.simulation()).isPositive();
      assertThat(times.collection()).isPositive();
    }
    assertThat(total.get()).isGreaterThan(4 * 50_000);
    assertThat(most.get()).isLessThanOrEqualTo(16_384);
    assertThat(ended).hasSize(4).containsValue(1).doesNotContainValue(2);
    assertThat(steps.get()).isEqualTo(200_000);
  }

  @Test
  @Timeout(60)
  void failureOfTheSink_stopsTheRun() throws IOException {
    SpikeSink full = failingWith(new IOException("disk full"));
    Experiment endless = experiment(8, 1 << 30, Silence.NONE);
    for (Backend engine : Engines.all()) {
      try (Simulation simulation = engine.open(CONNECTOME, 2)) {
        assertThatThrownBy(() -> simulation.run(endless, full, Progress.NONE))
            .isInstanceOf(IOException.class)
            .hasMessage("disk full");
      }
    }
  }

  private static SpikeSink failingWith(IOException failure) {
    return trial ->
        new TrialSink() {
          @Override
          public void spikes(int[] steps, int[] neurons, int count) throws IOException {
            throw failure;
          }

          @Override
          public void end() {}
        };
  }

  @Test
  @Timeout(60)
  void interruption_stopsTheRun() throws Exception {
    for (Backend engine : Engines.all()) {
      CountDownLatch running = new CountDownLatch(1);
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Experiment endless = experiment(8, 1 << 30, Silence.NONE);
      Thread run =
          new Thread(() -> {
            try (Simulation simulation = engine.open(CONNECTOME, 2)) {
              simulation.run(endless, SpikeSink.NOWHERE, latched(running));
            } catch (IOException e) {
              thrown.set(e);
            }
          });
      run.start();
      running.await();
      run.interrupt();
      run.join();
      assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
    }
  }

  @Test
  void overlongTimes_areRefused() {
    Experiment tooLong = experiment(1, (1 << 30) + 1, Silence.NONE);
    assertThatThrownBy(() -> prepare(tooLong))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("t_run = 107374.1825 s");
    for (String parameter : List.of("delay", "t_ref")) {
      Experiment memory =
          new Experiment(
              "memory",
              List.of(),
              Silence.NONE,
              10,
              1,
              1,
              Parameters.SHIU_2024.with(parameter, 2e6),
              List.of(),
              null);
      assertThatThrownBy(() -> prepare(memory))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("parameter %s is 20000000 steps of dt", parameter);
    }
  }

  private static void prepare(Experiment experiment) throws IOException {
    Runs.run(Engines.EVENT, CONNECTOME, experiment, 1);
  }

  private static Progress counting(AtomicLong steps) {
    return new Progress() {
      @Override
      public void stage(String stage) {}

      @Override
      public void at(long done, long total) {
        assertThat(done).isLessThanOrEqualTo(total);
        steps.accumulateAndGet(done, Math::max);
      }
    };
  }

  private static Progress latched(CountDownLatch latch) {
    return new Progress() {
      @Override
      public void stage(String stage) {}

      @Override
      public void at(long done, long total) {
        latch.countDown();
      }
    };
  }

  /// Neurons 0 .. 19 driven at 600 Hz.
  private static Experiment experiment(int trials, int steps, Silence silence) {
    NeuronSet driven = new NeuronSet("driven", IntStream.range(0, 20), List.of());
    return new Experiment(
        "test",
        List.of(new Drive(driven, 600)),
        silence,
        steps,
        trials,
        1,
        Parameters.SHIU_2024,
        List.of(),
        null);
  }
}
