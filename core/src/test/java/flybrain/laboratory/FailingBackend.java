package flybrain.laboratory;

import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.backend.BackendException;
import flybrain.backend.Capability;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import java.util.Set;

/// A backend that can open nothing.
record FailingBackend() implements Backend {
  @Override
  public String key() {
    return "fails";
  }

  @Override
  public String framework() {
    return "Fails";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public Availability availability() {
    return new Availability.Ready();
  }

  @Override
  public Simulation open(Connectome connectome, int threads) throws BackendException {
    throw new BackendException("fails: at once");
  }
}
