package flybrain.spikes;

import java.io.IOException;

/// Where a simulation puts its spikes: a sink of its own for each trial.
///
/// Trials may begin on several threads at once, in any order and interleaved. A sink that shares
/// something between trials has to guard it itself. A simulation never closes a sink.
@FunctionalInterface
public interface SpikeSink {
  /// Forgets all spikes.
  SpikeSink NOWHERE = trial -> TrialSink.NOWHERE;

  /// Begins a trial; called once for each.
  ///
  /// @param trial counted from 0
  /// @throws IOException to end the run with this exception
  TrialSink begin(int trial) throws IOException;

  /// A sink that passes everything on to two others, to the first one first.
  static SpikeSink both(SpikeSink first, SpikeSink second) {
    return trial -> TrialSink.both(first.begin(trial), second.begin(trial));
  }
}
