package flybrain.external;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.backend.BackendException;
import flybrain.backend.Capability;
import flybrain.backend.RunResult;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.spikes.SpikeSink;
import flybrain.states.StateSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A brain in a worker that stays for all experiments, one after the other: a framework has one
/// network, and uses the threads for the trials of one experiment.
///
/// After an experiment that failed or was cancelled the worker ends, and the next experiment starts
/// a new one.
final class WorkerSimulation implements Simulation {
  private final WorkerBackend backend;
  private final Connectome connectome;
  private final int threads;

  /// Held by the thread whose experiment is under way.
  private final ReentrantLock turn = new ReentrantLock(true);

  private volatile @Nullable LoadedWorker worker;
  private volatile boolean closed;

  WorkerSimulation(WorkerBackend backend, Connectome connectome, int threads) {
    this.backend = backend;
    this.connectome = connectome;
    this.threads = threads;
  }

  @Override
  public RunResult run(Experiment experiment, SpikeSink sink, StateSink states, Progress progress)
      throws IOException {
    if (!states.equals(StateSink.NOWHERE)) {
      backend.requireRecording();
    }
    if (experiment.replay() != null && !backend.capabilities().contains(Capability.REPLAY)) {
      throw new InputException(
          backend.key() + ": cannot replay recorded events; leave out --replay");
    }
    if (!experiment.changes().isEmpty() && !backend.capabilities().contains(Capability.TIMELINE)) {
      throw new InputException(
          backend.key() + ": cannot change drives or silenced neurons during a trial");
    }
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
    try {
      return runInTurn(experiment, sink, progress);
    } finally {
      turn.unlock();
    }
  }

  private RunResult runInTurn(Experiment experiment, SpikeSink sink, Progress progress)
      throws IOException {
    try {
      return worker(progress).run(experiment, sink, progress);
    } catch (IOException | RuntimeException e) {
      try {
        endWorker();
      } catch (IOException f) {
        e.addSuppressed(f);
      }
      if (e instanceof BackendException failure) {
        requireOpen();
        if (Thread.currentThread().isInterrupted()) {
          throw interrupted(failure);
        }
      }
      throw e;
    }
  }

  private LoadedWorker worker(Progress progress) throws IOException {
    requireOpen();
    LoadedWorker loaded = worker;
    if (loaded != null && !loaded.isAlive()) {
      endWorker();
      loaded = null;
    }
    if (loaded == null) {
      progress.stage("starting the worker");
      loaded = LoadedWorker.load(backend.start(threads), connectome, threads);
      worker = loaded;
      // It may have been closed in the meantime, by a thread that saw no worker.
      requireOpen();
    }
    return loaded;
  }

  private void requireOpen() throws BackendException {
    if (closed) {
      throw new BackendException(backend.key() + ": the simulation is closed");
    }
  }

  private void endWorker() throws IOException {
    LoadedWorker loaded = worker;
    worker = null;
    if (loaded != null) {
      loaded.close();
    }
  }

  private InterruptedIOException interrupted(Exception cause) {
    InterruptedIOException interrupted =
        new InterruptedIOException(backend.key() + ": the simulation was interrupted");
    interrupted.initCause(cause);
    return interrupted;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    LoadedWorker loaded = worker;
    if (loaded != null && turn.isLocked()) {
      loaded.cancel();
    }
    turn.lock();
    try {
      endWorker();
    } finally {
      turn.unlock();
    }
  }
}
