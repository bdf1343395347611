package flybrain.serve;

import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSelection;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import flybrain.live.LiveBrain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A live brain with the thread that does the requests to it.
final class Live {
  /// Selections of neurons that are remembered: a closed loop asks for the same ones again and
  /// again.
  private static final int MOST_KNOWN = 256;

  private final LiveBrain brain;
  private final Recipe policy;
  private final ExecutorService lane = Executors.newSingleThreadExecutor(Server::thread);
  private final Map<List<NeuronReference>, NeuronSet> known = new LinkedHashMap<>();

  /// @param policy whose named sets and rule for missing neurons hold here
  Live(LiveBrain brain, Recipe policy) {
    this.brain = brain;
    this.policy = policy;
  }

  LiveBrain brain() {
    return brain;
  }

  Executor lane() {
    return lane;
  }

  /// Lets the thread end when it has done what it was given.
  void end() {
    lane.shutdown();
  }

  /// Waits for its end.
  ///
  /// @param until when to give up, by [System#nanoTime]
  boolean await(long until) throws InterruptedException {
    return lane.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /// The neurons that references name, in their order.
  ///
  /// @param warning receives a line for neurons that the connectome does not have
  NeuronSet neurons(List<NeuronReference> references, Consumer<String> warning) {
    NeuronSet set = known.get(references);
    if (set == null) {
      set = new NeuronSelection("neurons", references, policy).on(brain.connectome(), warning);
      // A file may have other ids the next time.
      if (references.stream().allMatch(reference -> reference.files().isEmpty())) {
        if (known.size() >= MOST_KNOWN) {
          known.remove(known.keySet().iterator().next());
        }
        known.put(references, set);
      }
    }
    return set;
  }
}
