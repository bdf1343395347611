package flybrain.engine;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.Progress;
import flybrain.backend.BackendException;
import flybrain.backend.RunResult;
import flybrain.backend.Simulation;
import flybrain.experiment.Experiment;
import flybrain.spikes.SpikeSink;
import flybrain.states.StateSink;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs experiments on one brain by one of our engines, with one pool of threads.
///
/// What is queued is the turn of an experiment: one trial. An experiment with trials left goes to
/// the end of the queue again, so a short one need not wait for a long one. Each thread keeps its
/// [Trial] and starts it again for whatever comes next.
final class EngineSimulation implements Simulation {
  /// Steps of a delay or a refractory period at most: spikes are kept for that long.
  private static final int LONGEST_MEMORY = 1 << 24;

  /// After so many seconds without work a thread ends, and the memory of its trial is free.
  private static final int KEPT_IDLE = 30;

  private final Engine.Trials trials;
  private final int threads;
  private final ThreadPoolExecutor pool;
  private final ThreadLocal<Workplace> workplaces;
  private final Set<EngineRun> runs = ConcurrentHashMap.newKeySet();

  /// What a thread keeps from one trial to the next.
  final class Workplace {
    final SpikeBlock spikes = new SpikeBlock();
    private @Nullable Trial trial;

    /// A trial at step 0.
    Trial start(Experiment experiment, int number) {
      Trial ready = trial;
      // One that fails half-way is not used again.
      trial = null;
      if (ready == null) {
        return trials.create(experiment, number);
      }
      ready.start(experiment, number);
      return ready;
    }

    /// Takes back a trial that can be started again.
    void keep(Trial used) {
      trial = used;
    }
  }

  EngineSimulation(Engine.Trials trials, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads = " + threads + ": must be at least 1");
    }
    this.trials = trials;
    this.threads = threads;
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            KEPT_IDLE,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            EngineSimulation::thread);
    pool.allowCoreThreadTimeOut(true);
    this.workplaces = ThreadLocal.withInitial(Workplace::new);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "flybrain-trials");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public RunResult run(Experiment experiment, SpikeSink sink, StateSink states, Progress progress)
      throws IOException {
    check(experiment);
    progress.stage(Simulation.SIMULATING);
    EngineRun run = new EngineRun(experiment, sink, states, progress);
    runs.add(run);
    try {
      for (int k = 0; k < Math.min(threads, experiment.trials()); k++) {
        queue(run);
      }
      return new RunResult(run.await(), Map.of());
    } finally {
      runs.remove(run);
    }
  }

  private static void check(Experiment experiment) {
    if (experiment.steps() > Experiment.MOST_STEPS) {
      throw new InputException(
          "t_run = %s s: at most %d steps of dt can be simulated in one trial"
              .formatted(Decimal.text(experiment.duration()), Experiment.MOST_STEPS));
    }
    checkMemory("delay", experiment.parameters().delaySteps());
    checkMemory("t_ref", experiment.parameters().refractorySteps());
  }

  private static void checkMemory(String parameter, int steps) {
    if (steps > LONGEST_MEMORY) {
      throw new InputException(
          "parameter %s is %d steps of dt: at most %d can be simulated"
              .formatted(parameter, steps, LONGEST_MEMORY));
    }
  }

  private void queue(EngineRun run) {
    try {
      pool.execute(() -> turn(run));
    } catch (RejectedExecutionException e) {
      run.stop(new BackendException("the simulation was closed", e));
    }
  }

  private void turn(EngineRun run) {
    if (run.simulateNext(workplaces::get)) {
      queue(run);
    }
  }

  @Override
  public void close() {
    pool.shutdown();
    runs.forEach(run -> run.stop(new BackendException("the simulation was closed")));
    pool.close();
  }
}
