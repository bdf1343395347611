package flybrain.serve;

import flybrain.experiment.Recipe;
import flybrain.live.LiveBrain;
import flybrain.requests.RememberedNeurons;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// A live brain with the thread that does the requests to it.
final class Live {
  private final LiveBrain brain;
  private final RememberedNeurons neurons;
  private final ExecutorService lane = Executors.newSingleThreadExecutor(Server::thread);

  /// @param policy whose named sets and rule for missing neurons hold here
  Live(LiveBrain brain, Recipe policy) {
    this.brain = brain;
    this.neurons = new RememberedNeurons(brain.connectome(), policy);
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

  /// The neurons that its requests name.
  RememberedNeurons neurons() {
    return neurons;
  }
}
