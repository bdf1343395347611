package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.backend.BackendException;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Replay;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.SpikeSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many experiments at once on one simulation, against each run alone.
@Timeout(300)
class SimulationTest {
  private static final int NEURONS = 1_200;
  private static final Connectome BRAIN = FlyLikeNetwork.of(3, NEURONS);

  @Test
  void thousandMixedExperimentsAtOnce_giveTheSpikesOfEachAlone() throws Exception {
    Queue<Modes.Observed> forms = new ConcurrentLinkedQueue<>();
    Backend engine =
        new Engine(
            "event",
            "event, watched",
            connectome -> {
              EventBrain brain = new EventBrain(connectome);
              return (experiment, trial) -> {
                Modes.Observed form = new Modes.Observed(ActivityMode.CHEAPEST);
                forms.add(form);
                return new EventTrial(brain, form, experiment, trial);
              };
            });
    SplittableRandom random = new SplittableRandom(11);
    List<Experiment> experiments = new ArrayList<>();
    for (int k = 0; k < 1_000; k++) {
      experiments.add(mixed(random));
    }
    List<Future<int[][]>> spikes = new ArrayList<>();
    try (Simulation simulation = engine.open(BRAIN, 8);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      experiments.forEach(e -> spikes.add(callers.submit(() -> run(simulation, e))));
    }
    assertThat(forms).hasSizeLessThanOrEqualTo(8);
    assertThat(forms).anyMatch(form -> form.becameDense > 0);
    int silent = 0;
    for (int k = 0; k < experiments.size(); k++) {
      Experiment e = experiments.get(k);
      int[][] alone = Runs.rows(Runs.run(Engines.EVENT, BRAIN, e, 1));
      Runs.assertSame(spikes.get(k).get(), alone);
      silent += alone.length == 0 ? 1 : 0;
    }
    assertThat(silent).isLessThan(100);
  }

  /// Of one kind or another: few or most neurons driven or replayed, silenced, other parameters.
  private static Experiment mixed(SplittableRandom random) {
    int driven = random.nextInt(4) > 0 ? random.nextInt(1, 40) : random.nextInt(600, NEURONS);
    double rate = random.nextInt(50, 400);
    int steps = random.nextInt(20, 400);
    int trials = random.nextInt(4) > 0 ? 1 : random.nextInt(2, 5);
    Parameters parameters =
        switch (random.nextInt(4)) {
          case 0 -> Parameters.SHIU_2024.with("w_syn", 0.4);
          case 1 -> Parameters.SHIU_2024.with("delay", 0.9).with("t_ref", 1.1);
          default -> Parameters.SHIU_2024;
        };
    Silence silence =
        switch (random.nextInt(3)) {
          case 0 -> new Silence(neurons(random, random.nextInt(1, 300)), Silence.Mode.OUTGOING);
          case 1 -> new Silence(neurons(random, random.nextInt(1, 300)), Silence.Mode.BOTH);
          default -> Silence.NONE;
        };
    Replay replay =
        trials == 1 && random.nextInt(5) == 0
            ? RandomCircuit.replay(random, random.nextInt(1, NEURONS), steps)
            : null;
    List<Drive> drives = List.of(new Drive(neurons(random, driven), rate));
    return experiment(drives, silence, steps, trials, random.nextInt(3), parameters, replay);
  }

  private static NeuronSet neurons(SplittableRandom random, int count) {
    return RandomCircuit.set(RandomCircuit.shuffled(random, NEURONS), 0, count);
  }

  private static Experiment experiment(
      List<Drive> drives,
      Silence silence,
      int steps,
      int trials,
      long seed,
      Parameters parameters,
      @Nullable Replay replay) {
    return new Experiment(
        "mixed", drives, silence, steps, trials, seed, parameters, List.of(), replay);
  }

  private static int[][] run(Simulation simulation, Experiment experiment) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    simulation.run(experiment, recorder, Progress.NONE);
    return Runs.rows(recorder.spikes());
  }

  @Test
  void cancelledExperiment_leavesTheOthersAlone() throws Exception {
    for (Backend engine : Engines.all()) {
      try (Simulation simulation = engine.open(BRAIN, 2);
          ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        CountDownLatch running = new CountDownLatch(1);
        Future<?> endless =
            callers.submit(() -> simulation.run(endless(5), SpikeSink.NOWHERE, counting(running)));
        running.await();
        List<Future<int[][]>> others = new ArrayList<>();
        for (int k = 0; k < 20; k++) {
          Experiment few = few(k);
          others.add(callers.submit(() -> run(simulation, few)));
        }
        endless.cancel(true);
        for (int k = 0; k < 20; k++) {
          Runs.assertSame(others.get(k).get(), Runs.rows(Runs.run(engine, BRAIN, few(k), 1)));
        }
      }
    }
  }

  @Test
  void interruptedCaller_isAnsweredWhenNothingIsUnderWay() throws Exception {
    try (Simulation simulation = Engines.EVENT.open(BRAIN, 2);
        ExecutorService callers = Executors.newFixedThreadPool(1)) {
      CountDownLatch running = new CountDownLatch(1);
      Future<?> run =
          callers.submit(() -> simulation.run(endless(2), SpikeSink.NOWHERE, counting(running)));
      running.await();
      callers.shutdownNow();
      assertThatThrownBy(run::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedIOException.class);
    }
  }

  @Test
  void failingSink_failsItsOwnExperimentOnly() throws Exception {
    SpikeSink full =
        trial -> {
          throw new IOException("disk full");
        };
    try (Simulation simulation = Engines.EVENT.open(BRAIN, 4);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<int[][]>> others = new ArrayList<>();
      List<Future<?>> failing = new ArrayList<>();
      for (int k = 0; k < 50; k++) {
        Experiment few = few(k);
        others.add(callers.submit(() -> run(simulation, few)));
        failing.add(callers.submit(() -> simulation.run(few, full, Progress.NONE)));
      }
      for (int k = 0; k < 50; k++) {
        assertThatThrownBy(failing.get(k)::get).hasRootCauseMessage("disk full");
        Runs.assertSame(others.get(k).get(), Runs.rows(Runs.run(Engines.EVENT, BRAIN, few(k), 1)));
      }
    }
  }

  @Test
  void closing_endsWhatIsUnderWay() throws Exception {
    Simulation simulation = Engines.EVENT.open(BRAIN, 2);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch running = new CountDownLatch(1);
      Future<?> run =
          callers.submit(() -> simulation.run(endless(3), SpikeSink.NOWHERE, counting(running)));
      running.await();
      simulation.close();
      assertThatThrownBy(run::get).hasCauseInstanceOf(BackendException.class);
    }
    assertThatThrownBy(() -> run(simulation, few(1)))
        .isInstanceOf(BackendException.class)
        .hasMessage("the simulation was closed");
  }

  private static Experiment endless(int trials) {
    List<Drive> drives = List.of(new Drive(neurons(new SplittableRandom(1), 5), 100));
    Parameters parameters = Parameters.SHIU_2024;
    return experiment(drives, Silence.NONE, Experiment.MOST_STEPS, trials, 1, parameters, null);
  }

  private static Experiment few(int seed) {
    List<Drive> drives = List.of(new Drive(neurons(new SplittableRandom(seed), 20), 200));
    return experiment(drives, Silence.NONE, 200, 3, seed, Parameters.SHIU_2024, null);
  }

  private static Progress counting(CountDownLatch latch) {
    return new Progress() {
      @Override
      public void stage(String name) {}

      @Override
      public void at(long done, long total) {
        latch.countDown();
      }
    };
  }
}
