package flybrain.engine;

import flybrain.backend.Backend;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import java.util.List;
import java.util.Optional;

/// The native backends: double precision, one trial a thread, spikes that depend on the experiment
/// alone and not on the backend, the machine or the number of threads.
public final class Engines {
  /// The event-driven engine: the fast one.
  public static final Backend EVENT =
      new Engine(
          "event",
          "flybrain event (CPU)",
          connectome -> {
            EventBrain brain = new EventBrain(connectome);
            return (experiment, trial) ->
                new EventTrial(brain, ActivityMode.CHEAPEST, experiment, trial);
          });

  /// The clock-driven reference: the specification in code.
  public static final Backend REFERENCE =
      new Engine(
          "reference",
          "flybrain reference (CPU)",
          connectome -> (experiment, trial) -> new ReferenceTrial(connectome, experiment, trial));

  private Engines() {}

  /// All of them, the one to use by default first.
  public static List<Backend> all() {
    return List.of(EVENT, REFERENCE);
  }

  /// One of them, by its key; empty for any other.
  public static Optional<Backend> named(String key) {
    return all().stream().filter(engine -> engine.key().equals(key)).findFirst();
  }

  /// A trial of an experiment at step 0, to be advanced and looked at. Each call prepares the brain
  /// again; where many trials are wanted, start one of them again ([Trial#start]).
  ///
  /// @param key of one of them
  /// @param experiment on this connectome
  /// @param trial number of the trial, counted from 0; it chooses the random input
  /// @throws IllegalArgumentException for the key of no engine
  public static Trial trial(String key, Connectome connectome, Experiment experiment, int trial) {
    return named(key)
        .map(engine -> ((Engine) engine).opening().open(connectome).create(experiment, trial))
        .orElseThrow(() -> new IllegalArgumentException(key + ": is not one of our engines"));
  }
}
