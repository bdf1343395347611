package flybrain.backend;

import flybrain.connectome.Connectome;
import java.io.IOException;
import java.util.Set;

/// A simulator that can run experiments: one of our engines, or a framework in a process of its
/// own.
public interface Backend {
  /// The word for it in `--backend`, in results and in file names, such as `event`.
  String key();

  /// Its name in tables, such as `flybrain event (CPU)`.
  String framework();

  /// What of an [flybrain.experiment.Experiment] it can do beyond a plain Poisson drive.
  Set<Capability> capabilities();

  /// Whether it can run on this machine now.
  Availability availability();

  /// Opens a brain to run experiments on it.
  ///
  /// @param threads number of threads or processes that may compute at once, at least 1
  /// @throws BackendException if it cannot be opened, with one line of reason
  Simulation open(Connectome connectome, int threads) throws IOException;
}
