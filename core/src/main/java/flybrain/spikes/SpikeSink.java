package flybrain.spikes;

import java.io.IOException;

/// Where a backend puts its spikes, block by block, trial by trial.
///
/// Blocks of one trial come in order from one thread at a time; trials may come at once from
/// several threads and in any order.
public interface SpikeSink {
  /// Takes the next spikes of a trial, ordered by step, then by neuron.
  ///
  /// @param trial counted from 0
  /// @param steps step of each spike; the caller may write it again afterwards
  /// @param neurons neuron index of each spike; the caller may write it again afterwards
  /// @param count how many of the entries count
  void spikes(int trial, int[] steps, int[] neurons, int count) throws IOException;

  /// Ends a trial: no spike of it follows. Comes once for each trial, one without spikes included.
  void endOfTrial(int trial) throws IOException;

  /// A sink that passes everything on to two others.
  static SpikeSink both(SpikeSink first, SpikeSink second) {
    return new SpikeSink() {
      @Override
      public void spikes(int trial, int[] steps, int[] neurons, int count) throws IOException {
        first.spikes(trial, steps, neurons, count);
        second.spikes(trial, steps, neurons, count);
      }

      @Override
      public void endOfTrial(int trial) throws IOException {
        first.endOfTrial(trial);
        second.endOfTrial(trial);
      }
    };
  }
}
