package flybrain.engine;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.backend.Capability;
import flybrain.backend.Execution;
import flybrain.backend.Prepared;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import java.util.EnumSet;
import java.util.Set;

/// A backend that simulates in this process, trial by trial.
record Engine(String key, String framework, Simulator simulator) implements Backend {
  /// Steps of a delay or a refractory period at most: spikes are kept for that long.
  private static final int LONGEST_MEMORY = 1 << 24;

  /// Prepares what all trials of an experiment share.
  interface Simulator {
    Trials prepare(Connectome connectome, Experiment experiment);
  }

  /// Makes trials of one experiment, one for each thread.
  interface Trials {
    Trial create(int trial);
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.EXPECTED_EXACT));
  }

  @Override
  public Availability availability() {
    return new Availability.Ready();
  }

  @Override
  public Prepared prepare(Connectome connectome, Experiment experiment, Execution execution) {
    if (experiment.steps() > Experiment.MOST_STEPS) {
      throw new InputException(
          "t_run = %s s: at most %d steps of dt can be simulated in one trial"
              .formatted(Decimal.text(experiment.duration()), Experiment.MOST_STEPS));
    }
    checkMemory("delay", experiment.parameters().delaySteps());
    checkMemory("t_ref", experiment.parameters().refractorySteps());
    long start = System.nanoTime();
    Trials trials = simulator.prepare(connectome, experiment);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new TrialRunner(trials, experiment, execution, seconds);
  }

  private static void checkMemory(String parameter, int steps) {
    if (steps > LONGEST_MEMORY) {
      throw new InputException(
          "parameter %s is %d steps of dt: at most %d can be simulated"
              .formatted(parameter, steps, LONGEST_MEMORY));
    }
  }
}
