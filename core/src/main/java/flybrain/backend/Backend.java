package flybrain.backend;

import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import java.io.IOException;
import java.util.Set;

/// A simulator that can run an experiment: one of our engines, or a framework in a process of its
/// own.
public interface Backend {
  /// The word for it in `--backend`, in results and in file names, such as `event`.
  String key();

  /// Its name in tables, such as `flybrain event (CPU)`.
  String framework();

  /// The features of an [Experiment] it supports beyond a plain Poisson drive.
  Set<Capability> capabilities();

  /// Whether it can run on this machine now.
  Availability availability();

  /// Loads the network and builds whatever the simulation needs.
  ///
  /// @throws BackendException when it cannot be prepared, with one line of reason
  Prepared prepare(Connectome connectome, Experiment experiment, Execution execution)
      throws IOException;
}
