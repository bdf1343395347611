package flybrain.backend;

import flybrain.Progress;
import java.util.concurrent.atomic.AtomicLong;

/// Counts the steps that the threads of a run simulate, for its progress. Any thread may add.
public final class SimulatedSteps {
  private final Progress progress;
  private final long total;
  private final AtomicLong done = new AtomicLong();

  /// @param total number of steps of all trials
  public SimulatedSteps(Progress progress, long total) {
    this.progress = progress;
    this.total = total;
  }

  /// More steps were simulated, summed over trials.
  public void add(long steps) {
    progress.at(done.addAndGet(steps), total);
  }
}
