package flybrain.campaign;

import flybrain.Progress;
import java.util.concurrent.atomic.AtomicLong;

/// The progress of all experiments of a campaign: their steps of time, added up as they are
/// simulated on any thread.
final class CampaignProgress {
  private final Progress progress;
  private final long steps;
  private final AtomicLong done = new AtomicLong();

  /// @param steps of time of all experiments that are left
  CampaignProgress(Progress progress, long steps) {
    this.progress = progress;
    this.steps = steps;
  }

  /// The progress of one experiment as a part of it.
  Progress share() {
    return new Share();
  }

  private final class Share implements Progress {
    private long before;

    @Override
    public void stage(String name) {}

    @Override
    public synchronized void at(long now, long ofThis) {
      if (now > before) {
        progress.at(Math.min(steps, done.addAndGet(now - before)), steps);
        before = now;
      }
    }
  }
}
