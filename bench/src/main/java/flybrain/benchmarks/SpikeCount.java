package flybrain.benchmarks;

import flybrain.spikes.SpikeSink;
import flybrain.spikes.TrialSink;

/// Counts the spikes of trials that run one after another, and keeps nothing else.
public final class SpikeCount implements SpikeSink, TrialSink {
  private long spikes;

  /// The spikes of all trials so far.
  public long spikes() {
    return spikes;
  }

  @Override
  public TrialSink begin(int trial) {
    return this;
  }

  @Override
  public void spikes(int[] steps, int[] neurons, int count) {
    spikes += count;
  }

  @Override
  public void end() {}
}
