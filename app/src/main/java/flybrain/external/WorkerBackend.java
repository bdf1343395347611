package flybrain.external;

import flybrain.backend.Backend;
import flybrain.backend.BackendException;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import java.io.IOException;

/// A backend that simulates in a process of its own.
interface WorkerBackend extends Backend {
  /// Starts a worker, which has not yet said anything.
  ///
  /// @param threads number of threads or processes that may compute at once
  /// @throws BackendException if the backend cannot run here or is not installed
  StartedWorker start(int threads) throws IOException;

  /// Opens a brain; its worker is started for the first experiment.
  @Override
  default Simulation open(Connectome connectome, int threads) throws IOException {
    return new WorkerSimulation(this, connectome, threads);
  }
}
