package flybrain.engine;

import flybrain.Progress;
import flybrain.backend.BackendException;
import flybrain.backend.RunTimes;
import flybrain.backend.SimulatedSteps;
import flybrain.experiment.Experiment;
import flybrain.spikes.SpikeSink;
import flybrain.states.StateSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An experiment under way: hands out its trials to threads, and ends when all are done or, after
/// the first failure, when no thread is at it any more.
final class EngineRun {
  /// How long to simulate between two looks at whether to continue.
  private static final double LOOK_NANOS = 10e6;

  /// Steps between two looks at most: the busiest step of a fly's brain takes 2 ms.
  private static final int MOST_STEPS = 256;

  private final Experiment experiment;
  private final SpikeSink sink;
  private final StateSink states;
  private final SimulatedSteps simulated;

  private int nextTrial;
  private int done;
  private volatile boolean stopped;
  private @Nullable Throwable failure;

  /// The threads that are at it.
  private final Set<Thread> atWork = new HashSet<>();

  /// What each thread has spent.
  private final Map<Thread, Spent> spent = new HashMap<>();

  /// Times in ns.
  private record Spent(long simulation, long collection) {
    Spent plus(Spent other) {
      return new Spent(simulation + other.simulation, collection + other.collection);
    }
  }

  EngineRun(Experiment experiment, SpikeSink sink, StateSink states, Progress progress) {
    this.experiment = experiment;
    this.sink = sink;
    this.states = states;
    this.simulated = new SimulatedSteps(progress, (long) experiment.steps() * experiment.trials());
  }

  /// Simulates the next trial on this thread.
  ///
  /// @param workplaces the workplace of this thread, asked for where a failure to make it ends this
  ///   run
  /// @return whether trials are left
  boolean simulateNext(Supplier<EngineSimulation.Workplace> workplaces) {
    int trial = enter();
    if (trial < 0) {
      return false;
    }
    Spent time = new Spent(0, 0);
    try {
      time = simulate(trial, workplaces.get());
    } catch (Throwable e) {
      stop(e);
    } finally {
      leave(time);
    }
    return !stopped;
  }

  /// The trial to simulate, or -1 when there is none left.
  private synchronized int enter() {
    if (stopped || nextTrial == experiment.trials()) {
      return -1;
    }
    atWork.add(Thread.currentThread());
    return nextTrial++;
  }

  private synchronized void leave(Spent time) {
    spent.merge(Thread.currentThread(), time, Spent::plus);
    atWork.remove(Thread.currentThread());
    // An interruption was meant for this run; the thread continues with another.
    var _ = Thread.interrupted();
    done++;
    notifyAll();
  }

  private Spent simulate(int number, EngineSimulation.Workplace workplace) throws IOException {
    long start = System.nanoTime();
    Trial trial = workplace.start(experiment, number);
    SpikeBlock spikes = workplace.spikes;
    spikes.start(sink, number);
    StateSampler sampler = new StateSampler(states, number);
    double nanosPerStep = LOOK_NANOS / MOST_STEPS;
    while (!stopped && trial.step() < experiment.steps()) {
      int end = Math.min(experiment.steps(), sampler.sample(trial));
      int most = Math.min(MOST_STEPS, end - trial.step());
      int steps = (int) Math.clamp(LOOK_NANOS / nanosPerStep, 1, most);
      long before = System.nanoTime();
      trial.advance(steps, spikes);
      nanosPerStep = (double) (System.nanoTime() - before) / steps;
      simulated.add(steps);
    }
    if (!stopped) {
      spikes.end();
      sampler.end();
      // The trials of a run that failed are let go: it may have failed for want of memory.
      workplace.keep(trial);
    }
    long all = System.nanoTime() - start;
    long collection = spikes.sinkNanos() + sampler.nanos();
    return new Spent(all - collection, collection);
  }

  /// Ends it, with the first failure as reason.
  synchronized void stop(Throwable reason) {
    if (failure == null) {
      failure = reason;
    }
    stopped = true;
    atWork.forEach(Thread::interrupt);
    notifyAll();
  }

  /// Waits for its end.
  synchronized RunTimes await() throws IOException {
    boolean interrupted = false;
    while (!atWork.isEmpty() || (!stopped && done < experiment.trials())) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
        stop(new InterruptedIOException("the simulation was interrupted"));
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure(failure);
    }
    long simulation = spent.values().stream().mapToLong(Spent::simulation).max().orElse(0);
    long collection = spent.values().stream().mapToLong(Spent::collection).max().orElse(0);
    return new RunTimes(0, 0, simulation / 1e9, collection / 1e9, 0);
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
