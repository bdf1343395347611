package flybrain.engine;

import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.backend.Capability;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import java.util.Set;

/// A backend that simulates in this process, trial by trial.
record Engine(String key, String framework, Opening opening) implements Backend {
  /// Makes what all trials on a brain share.
  interface Opening {
    Trials open(Connectome connectome);
  }

  /// Makes trials on one brain.
  interface Trials {
    /// A trial of an experiment at step 0.
    Trial create(Experiment experiment, int trial);
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(
        Capability.REPLAY,
        Capability.EXACT,
        Capability.PARAMETERS,
        Capability.TIMELINE,
        Capability.RECORDING);
  }

  @Override
  public Availability availability() {
    return new Availability.Ready();
  }

  @Override
  public Simulation open(Connectome connectome, int threads) {
    return new EngineSimulation(opening.open(connectome), threads);
  }
}
