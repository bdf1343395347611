package flybrain.backend;

import flybrain.connectome.Connectome;
import flybrain.experiment.Recipe;
import java.io.IOException;
import java.util.Set;

/// A simulator that can run experiments: one of our engines, or a framework in a process of its
/// own.
///
/// Backends have no state of their own and can be used by any thread; what is open is a
/// [Simulation].
public interface Backend {
  /// The word for it in `--backend`, in results and in file names, such as `event`; unique among
  /// backends.
  String key();

  /// Its name in tables, such as `flybrain event (CPU)`.
  String framework();

  /// The features of an [flybrain.experiment.Experiment] that it has beyond a plain Poisson drive
  /// with the published parameters.
  Set<Capability> capabilities();

  /// Whether it can run on this machine now.
  ///
  /// A framework looks for programs and devices, so this may start processes.
  Availability availability();

  /// Refuses what a recipe asks for and this backend cannot do, before anything is loaded: a replay
  /// without [Capability#REPLAY], changes during a trial without [Capability#TIMELINE].
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

  /// Opens a brain to run experiments on it. The cost of a brain, such as starting a process that
  /// loads it, arises here or in the first run, and once. Whoever opens a simulation closes it.
  ///
  /// @param connectome stays open for as long as the simulation; it is shared, not copied
  /// @param threads number of threads or processes that may compute at once, at least 1
  /// @throws BackendException if it cannot be opened, with one line of reason
  Simulation open(Connectome connectome, int threads) throws IOException;
}
