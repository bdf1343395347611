package flybrain.engine;

import flybrain.backend.BackendException;
import flybrain.backend.Execution;
import flybrain.backend.Prepared;
import flybrain.backend.RunTimes;
import flybrain.backend.SimulatedSteps;
import flybrain.experiment.Experiment;
import flybrain.spikes.SpikeSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs the trials of an experiment in parallel, each on one thread.
record TrialRunner(
    Engine.Trials trials, Experiment experiment, Execution execution, double setupSeconds)
    implements Prepared {
  /// Steps between two looks at interruption: well under 0.1 s even in the busiest network.
  private static final int STEPS_AT_ONCE = 100;

  /// Times of one thread, in ns.
  private record Spent(long simulation, long collection) {}

  @Override
  public double buildSeconds() {
    return 0;
  }

  /// Simulates all trials.
  ///
  /// @throws InterruptedIOException when the thread is interrupted; all others have stopped then
  @Override
  public RunTimes run(SpikeSink sink) throws IOException {
    int threads = Math.min(execution.threads(), experiment.trials());
    AtomicInteger nextTrial = new AtomicInteger();
    SimulatedSteps steps =
        new SimulatedSteps(execution.progress(), (long) experiment.steps() * experiment.trials());
    long simulation = 0;
    long collection = 0;
    ExecutorService pool = Executors.newFixedThreadPool(threads, TrialRunner::thread);
    try {
      var workers = new ExecutorCompletionService<Spent>(pool);
      for (int i = 0; i < threads; i++) {
        workers.submit(() -> simulateTrials(nextTrial, steps, sink));
      }
      for (int i = 0; i < threads; i++) {
        Spent spent = workers.take().get();
        simulation = Math.max(simulation, spent.simulation);
        collection = Math.max(collection, spent.collection);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the simulation was interrupted");
    } catch (ExecutionException e) {
      throw failure(Objects.requireNonNull(e.getCause()));
    } finally {
      pool.shutdownNow();
      pool.close();
    }
    return new RunTimes(0, simulation / 1e9, collection / 1e9, 0);
  }

  @Override
  public void close() {}

  private Spent simulateTrials(AtomicInteger nextTrial, SimulatedSteps steps, SpikeSink sink)
      throws IOException {
    long start = System.nanoTime();
    SpikeBlock spikes = new SpikeBlock(sink);
    Trial trial = null;
    for (int t; (t = nextTrial.getAndIncrement()) < experiment.trials(); ) {
      if (trial == null) {
        trial = trials.create(t);
      } else {
        trial.start(experiment, t);
      }
      spikes.start(t);
      while (trial.step() < experiment.steps()) {
        if (Thread.interrupted()) {
          throw new InterruptedIOException("the simulation was interrupted");
        }
        int few = Math.min(STEPS_AT_ONCE, experiment.steps() - trial.step());
        trial.advance(few, spikes);
        steps.add(few);
      }
      spikes.end();
    }
    return new Spent(System.nanoTime() - start - spikes.sinkNanos(), spikes.sinkNanos());
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "flybrain-trials");
    thread.setDaemon(true);
    return thread;
  }

  private static IOException failure(Throwable cause) {
    return switch (cause) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> new BackendException("the simulation failed: " + cause.getMessage(), cause);
    };
  }
}
