package flybrain.backend;

import flybrain.Progress;
import flybrain.experiment.Experiment;
import flybrain.spikes.SpikeSink;
import flybrain.states.StateSink;
import java.io.IOException;

/// A brain that a backend has opened and keeps open, to run any number of experiments on it.
///
/// Any number of threads may run experiments at once, virtual threads too: a campaign submits them
/// to an executor, and what the executor returns can be awaited and cancelled. The trials of all
/// experiments under way take turns. What happens to one experiment does not concern the others.
public interface Simulation extends AutoCloseable {
  /// The stage of the progress in which steps are simulated, after networks are made.
  String SIMULATING = "simulating";

  /// Simulates all trials of an experiment and hands their spikes to a sink; returns when nothing
  /// is under way any more.
  ///
  /// @param experiment any experiment on the brain
  /// @param sink takes the spikes, on several threads; with [SpikeSink#NOWHERE] a backend need not
  ///   record any
  /// @param progress hears of the stages, and in [#SIMULATING] of the steps of all trials
  /// @throws flybrain.InputException if the backend cannot simulate such an experiment: it lacks a
  ///   [Capability], or a trial, delay or refractory period has too many steps for it
  /// @throws BackendException if the simulation fails or is closed
  /// @throws IOException if the sink fails
  /// @throws java.io.InterruptedIOException if the calling thread is interrupted, which cancels
  ///   this experiment
  default RunResult run(Experiment experiment, SpikeSink sink, Progress progress)
      throws IOException {
    return run(experiment, sink, StateSink.NOWHERE, progress);
  }

  /// Simulates all trials of an experiment as the other `run`, and hands on states of neurons too.
  ///
  /// @param states takes them; only [StateSink#NOWHERE] for a backend without
  ///   [Capability#RECORDING]
  /// @throws BackendException if the backend cannot record states, or as the other `run`
  RunResult run(Experiment experiment, SpikeSink sink, StateSink states, Progress progress)
      throws IOException;

  /// Ends what is under way and frees what the simulation holds. Runs that were under way fail with
  /// a [BackendException], as later ones do. Closing again does nothing.
  @Override
  void close() throws IOException;
}
