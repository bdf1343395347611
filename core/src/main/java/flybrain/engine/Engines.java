package flybrain.engine;

import flybrain.backend.Backend;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import java.util.List;

/// The native backends.
public final class Engines {
  /// The event-driven engine: the fast one.
  public static final Backend EVENT =
      new Engine("event", "flybrain event (CPU)", Engines::eventTrials);

  /// The clock-driven reference: the specification in code.
  public static final Backend REFERENCE =
      new Engine("reference", "flybrain reference (CPU)", Engines::referenceTrials);

  private Engines() {}

  /// All of them, the one to use by default first.
  public static List<Backend> all() {
    return List.of(EVENT, REFERENCE);
  }

  /// A trial of an experiment at step 0, to be advanced and looked at.
  ///
  /// @param key of one of them
  public static Trial trial(String key, Connectome connectome, Experiment experiment, int trial) {
    return switch (key) {
      case "event" -> eventTrials(connectome, experiment).create(trial);
      case "reference" -> referenceTrials(connectome, experiment).create(trial);
      default -> throw new IllegalArgumentException(key + ": is not one of our engines");
    };
  }

  private static Engine.Trials eventTrials(Connectome connectome, Experiment experiment) {
    EventBrain brain = new EventBrain(connectome);
    return trial -> new EventTrial(brain, ActivityMode.CHEAPEST, experiment, trial);
  }

  private static Engine.Trials referenceTrials(Connectome connectome, Experiment experiment) {
    return trial -> new ReferenceTrial(connectome, experiment, trial);
  }
}
