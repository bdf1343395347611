package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.backend.BackendException;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a simulation promises beside spikes, on a small brain; large ones are in [SimulationTest].
@Timeout(120)
class SimulationContractTest {
  private static final int NEURONS = 80;
  private static final Connectome BRAIN =
      RandomCircuit.connectome(new SplittableRandom(11), NEURONS);

  /// Short ones, with parameters of both signs, replays, silenced neurons and up to three trials.
  private static List<Experiment> mixed(int count) {
    SplittableRandom random = new SplittableRandom(5);
    return IntStream.range(0, count)
        .mapToObj(k -> {
          Experiment any = RandomCircuit.experiment(random, NEURONS, random.nextInt(1, 4));
          return new Experiment(
              any.name(),
              any.drives(),
              any.silence(),
              any.changes(),
              random.nextInt(1, 120),
              any.trials(),
              any.seed(),
              any.parameters(),
              any.readOuts(),
              any.replay());
        })
        .toList();
  }

  @Test
  void experimentsWithAnyParametersAtOnce_areEachAsTheReference() throws Exception {
    List<Experiment> experiments = mixed(200);
    try (Simulation simulation = Engines.EVENT.open(BRAIN, 8);
        ExecutorService callers = Executors.newFixedThreadPool(8)) {
      List<Future<int[][]>> spikes = new ArrayList<>();
      for (Experiment experiment : experiments) {
        spikes.add(callers.submit(() -> run(simulation, experiment)));
      }
      for (int k = 0; k < experiments.size(); k++) {
        int[][] alone = alone(experiments.get(k));
        Runs.assertSame(spikes.get(k).get(), alone);
      }
    }
  }

  private static int[][] alone(Experiment experiment) throws IOException {
    return Runs.trials(new ReferenceTrial(BRAIN, experiment, 0), experiment);
  }

  private static int[][] run(Simulation simulation, Experiment experiment) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    simulation.run(experiment, recorder, Progress.NONE);
    return Runs.rows(recorder.spikes());
  }

  @Test
  void experimentsInTurnOnOneThread_areEachAsRunAlone() throws IOException {
    for (Backend engine : Engines.all()) {
      try (Simulation simulation = engine.open(BRAIN, 1)) {
        for (Experiment experiment : mixed(60)) {
          Runs.assertSame(run(simulation, experiment), alone(experiment));
        }
      }
    }
  }

  /// A sink that fails at one of its calls.
  private record Failing(String at, RuntimeException failure) implements SpikeSink {
    @Override
    public TrialSink begin(int trial) {
      fail("begin");
      return new TrialSink() {
        @Override
        public void spikes(int[] steps, int[] neurons, int count) {
          fail("spikes");
        }

        @Override
        public void end() {
          fail("end");
        }
      };
    }

    private void fail(String call) {
      if (call.equals(at)) {
        throw failure;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"begin", "spikes", "end"})
  void failureOfASink_isReportedByItsExperimentAlone(String call) throws Exception {
    Experiment active = lasting(400, 20);
    int[][] expected = alone(active);
    try (Simulation simulation = Engines.EVENT.open(BRAIN, 3);
        ExecutorService callers = Executors.newFixedThreadPool(2)) {
      Future<int[][]> other = callers.submit(() -> run(simulation, active));
      RuntimeException failure = new IllegalStateException("no more");
      assertThatThrownBy(() -> simulation.run(active, new Failing(call, failure), Progress.NONE))
          .isSameAs(failure);
      Runs.assertSame(other.get(), expected);
      Runs.assertSame(run(simulation, active), expected);
    }
  }

  @Test
  void everyKindOfFailure_isThrownAndLeavesTheThreadsAlive() throws IOException {
    Experiment active = lasting(400, 5);
    SpikeSink full =
        trial -> {
          throw new IOException("disk full");
        };
    SpikeSink deep =
        trial -> {
          throw new StackOverflowError("deep");
        };
    try (Simulation simulation = Engines.EVENT.open(BRAIN, 2)) {
      for (int k = 0; k < 5; k++) {
        assertThatThrownBy(() -> simulation.run(active, full, Progress.NONE))
            .isInstanceOf(IOException.class)
            .hasMessage("disk full");
        assertThatThrownBy(() -> simulation.run(active, deep, Progress.NONE))
            .isInstanceOf(StackOverflowError.class);
      }
      Set<Boolean> interrupted = ConcurrentHashMap.newKeySet();
      SpikeSink asking =
          trial -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            return TrialSink.NOWHERE;
          };
      simulation.run(active, asking, Progress.NONE);
      assertThat(interrupted).as("left from the run that failed").containsExactly(false);
      Runs.assertSame(run(simulation, active), alone(active));
    }
  }

  /// While one trial fails another is in its sink, which does not heed interruption.
  @Test
  void failedRun_returnsWhenNoThreadIsInItsSinkAnyMore() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch inSink = new CountDownLatch(1);
    SpikeSink sink =
        trial -> {
          if (trial == 0) {
            inSink.countDown();
            awaitWhateverComes(release);
            return TrialSink.NOWHERE;
          }
          awaitWhateverComes(inSink);
          throw new IOException("disk full");
        };
    try (Simulation simulation = Engines.EVENT.open(BRAIN, 2);
        ExecutorService callers = Executors.newFixedThreadPool(1)) {
      Future<?> run = callers.submit(() -> simulation.run(lasting(400, 5), sink, Progress.NONE));
      inSink.await();
      try {
        assertThatThrownBy(() -> run.get(100, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
      } finally {
        release.countDown();
      }
      assertThatThrownBy(run::get).cause().hasMessage("disk full");
    }
  }

  private static void awaitWhateverComes(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // Waits on, as a sink may that is in the midst of a write.
      }
    }
  }

  /// As [Trial#advance] asks for.
  @Test
  void trialThatFailed_isNotStartedAgainButOthersAre() throws IOException {
    AtomicInteger created = new AtomicInteger();
    Engine.Trials trials =
        (experiment, number) -> {
          created.incrementAndGet();
          return new ReferenceTrial(BRAIN, experiment, number);
        };
    try (Simulation simulation = new EngineSimulation(trials, 1)) {
      run(simulation, lasting(50, 3));
      run(simulation, lasting(60, 3));
      assertThat(created).hasValue(1);
      RuntimeException failure = new IllegalStateException("no more");
      assertThatThrownBy(
              () -> simulation.run(lasting(50, 3), new Failing("spikes", failure), Progress.NONE))
          .isSameAs(failure);
      run(simulation, lasting(50, 3));
      assertThat(created).hasValue(2);
    }
  }

  @Test
  void interruption_cancelsOneExperiment() throws Exception {
    Experiment endless = lasting(1 << 30, 4);
    Experiment active = lasting(400, 20);
    try (Simulation simulation = Engines.EVENT.open(BRAIN, 4);
        ExecutorService callers = Executors.newFixedThreadPool(1)) {
      Watching sink = new Watching();
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      AtomicReference<Boolean> interrupted = new AtomicReference<>();
      Thread caller =
          new Thread(() -> {
            try {
              simulation.run(endless, sink, Progress.NONE);
            } catch (IOException e) {
              thrown.set(e);
              interrupted.set(Thread.currentThread().isInterrupted());
            }
          });
      caller.start();
      sink.running.await();
      Future<int[][]> other = callers.submit(() -> run(simulation, active));
      caller.interrupt();
      caller.join();
      assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
      assertThat(interrupted.get()).isTrue();
      int seen = sink.calls.get();
      Runs.assertSame(other.get(), alone(active));
      Runs.assertSame(run(simulation, active), alone(active));
      assertThat(sink.calls).as("nothing comes after the run has ended").hasValue(seen);
      assertThat(sink.ended).as("an unfinished trial has no end").hasValue(0);
    }
  }

  /// Lets know that spikes come, and how often it was called.
  private static final class Watching implements SpikeSink {
    final CountDownLatch running = new CountDownLatch(1);
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();

    @Override
    public TrialSink begin(int trial) {
      return new TrialSink() {
        @Override
        public void spikes(int[] steps, int[] neurons, int count) {
          calls.incrementAndGet();
          running.countDown();
        }

        @Override
        public void end() {
          ended.incrementAndGet();
        }
      };
    }
  }

  @Test
  void closing_endsWhatIsUnderWay() throws Exception {
    Experiment endless = lasting(1 << 30, 4);
    for (Backend engine : Engines.all()) {
      Simulation simulation = engine.open(BRAIN, 2);
      Watching sink = new Watching();
      try (ExecutorService callers = Executors.newFixedThreadPool(1)) {
        Future<?> run = callers.submit(() -> simulation.run(endless, sink, Progress.NONE));
        sink.running.await();
        simulation.close();
        assertThatThrownBy(run::get)
            .cause()
            .isInstanceOf(BackendException.class)
            .hasMessage("the simulation was closed");
      }
      assertThat(sink.ended).hasValue(0);
      assertThatThrownBy(() -> run(simulation, lasting(10, 1)))
          .isInstanceOf(BackendException.class)
          .hasMessage("the simulation was closed");
      simulation.close();
    }
  }

  /// With one thread, trials of two experiments take turns.
  @Test
  void shortExperiment_needNotWaitForALongOne() throws Exception {
    int many = 2_000_000;
    AtomicInteger ended = new AtomicInteger();
    CountDownLatch running = new CountDownLatch(1);
    SpikeSink counting =
        trial -> {
          running.countDown();
          return new TrialSink() {
            @Override
            public void spikes(int[] steps, int[] neurons, int count) {}

            @Override
            public void end() {
              ended.incrementAndGet();
            }
          };
        };
    try (Simulation simulation = Engines.EVENT.open(BRAIN, 1)) {
      Thread caller =
          new Thread(() ->
              assertThatThrownBy(() -> simulation.run(lasting(20, many), counting, Progress.NONE)));
      caller.start();
      running.await();
      Experiment brief = lasting(50, 3);
      Runs.assertSame(run(simulation, brief), alone(brief));
      assertThat(ended.get()).isLessThan(many);
      caller.interrupt();
      caller.join();
    }
  }

  @Test
  void experimentThatCannotBeSimulated_isRefusedAndChangesNothing() throws IOException {
    Experiment active = lasting(400, 2);
    try (Simulation simulation = Engines.EVENT.open(BRAIN, 2)) {
      assertThatThrownBy(() -> run(simulation, lasting((1 << 30) + 1, 1)))
          .isInstanceOf(InputException.class);
      Runs.assertSame(run(simulation, active), alone(active));
    }
  }

  @Test
  void everyTrial_beginsAndEndsOnceAndEveryStepIsReported() throws IOException {
    Map<Integer, Integer> ended = new ConcurrentHashMap<>();
    Map<Integer, Integer> begun = new ConcurrentHashMap<>();
    SpikeSink sink =
        trial -> {
          begun.merge(trial, 1, Integer::sum);
          return new TrialSink() {
            @Override
            public void spikes(int[] steps, int[] neurons, int count) {}

            @Override
            public void end() {
              ended.merge(trial, 1, Integer::sum);
            }
          };
        };
    Set<Long> done = ConcurrentHashMap.newKeySet();
    Progress counting =
        new Progress() {
          @Override
          public void stage(String stage) {}

          @Override
          public void at(long steps, long total) {
            assertThat(total).isEqualTo(50 * 333);
            done.add(steps);
          }
        };
    try (Simulation simulation = Engines.EVENT.open(BRAIN, 8)) {
      simulation.run(lasting(333, 50), sink, counting);
    }
    assertThat(begun).hasSize(50);
    assertThat(begun.values()).containsOnly(1);
    assertThat(ended).isEqualTo(begun);
    assertThat(done).contains(50L * 333).allMatch(steps -> steps > 0 && steps <= 50 * 333);
  }

  /// An experiment with many spikes.
  private static Experiment lasting(int steps, int trials) {
    return new Experiment(
        "active",
        List.of(new Drive(NeuronSet.of("driven", IntStream.range(0, 20).toArray()), 600)),
        Silence.NONE,
        steps,
        trials,
        3,
        Parameters.SHIU_2024,
        List.of(),
        null);
  }
}
