package flybrain.campaign;

import flybrain.Progress;
import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.backend.BackendException;
import flybrain.backend.Capability;
import flybrain.backend.RunResult;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.engine.Engines;
import flybrain.experiment.Experiment;
import flybrain.spikes.SpikeSink;
import flybrain.states.StateSink;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Our fast engine, which fails from one experiment on.
final class StoppingBackend implements Backend {
  private final int last;
  private final AtomicInteger begun = new AtomicInteger();

  /// @param last the experiment that fails, counted from 1
  StoppingBackend(int last) {
    this.last = last;
  }

  @Override
  public String key() {
    return Engines.EVENT.key();
  }

  @Override
  public String framework() {
    return Engines.EVENT.framework();
  }

  @Override
  public Set<Capability> capabilities() {
    return Engines.EVENT.capabilities();
  }

  @Override
  public Availability availability() {
    return Engines.EVENT.availability();
  }

  @Override
  public Simulation open(Connectome connectome, int threads) throws IOException {
    Simulation event = Engines.EVENT.open(connectome, threads);
    return new Simulation() {
      @Override
      public RunResult run(
          Experiment experiment, SpikeSink sink, StateSink states, Progress progress)
          throws IOException {
        if (begun.incrementAndGet() >= last) {
          throw new BackendException("stopped");
        }
        return event.run(experiment, sink, states, progress);
      }

      @Override
      public void close() throws IOException {
        event.close();
      }
    };
  }
}
