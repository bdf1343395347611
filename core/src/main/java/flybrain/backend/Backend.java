package flybrain.backend;

import flybrain.connectome.Connectome;
import flybrain.experiment.Recipe;
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

  /// Refuses what a recipe asks for and this backend cannot do, before anything is loaded.
  ///
  /// @throws BackendException naming it
  default void requireFor(Recipe recipe) throws BackendException {
    if (recipe.replay() != null && !capabilities().contains(Capability.REPLAY)) {
      throw new BackendException(key() + ": cannot replay recorded events; leave out --replay");
    }
    if (!recipe.changes().isEmpty() && !capabilities().contains(Capability.TIMELINE)) {
      throw new BackendException(
          key()
              + ": cannot change drives or silenced neurons during a trial; use --backend event, or"
              + " leave out [[at]] and the times of --drive and --silence");
    }
  }

  /// Refuses to record states where this backend cannot, before anything is loaded.
  ///
  /// @throws BackendException naming it
  default void requireRecording() throws BackendException {
    if (!capabilities().contains(Capability.RECORDING)) {
      throw new BackendException(
          key() + ": cannot record v or g; use --backend event, or leave out --record");
    }
  }

  /// Opens a brain to run experiments on it.
  ///
  /// @param threads number of threads or processes that may compute at once, at least 1
  /// @throws BackendException if it cannot be opened, with one line of reason
  Simulation open(Connectome connectome, int threads) throws IOException;
}
