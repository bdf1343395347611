package flybrain.states;

import java.io.IOException;

/// Where a simulation puts v and g of some neurons: a sink of its own for each trial.
///
/// Trials may begin on several threads at once, in any order and interleaved. [#every] and
/// [#neurons] return the same throughout a run.
public interface StateSink {
  /// More steps than a trial has.
  int NEVER = 1 << 30;

  /// Wants no states.
  StateSink NOWHERE =
      new StateSink() {
        @Override
        public int every() {
          return NEVER;
        }

        @Override
        public int[] neurons() {
          return new int[0];
        }

        @Override
        public TrialStates begin(int trial) {
          return TrialStates.NOWHERE;
        }
      };

  /// Steps from one sample to the next, 1 .. [#NEVER]. The first is before step 0.
  int every();

  /// Indices of the neurons, ascending, each once; empty for none.
  int[] neurons();

  /// Begins a trial; called once for each.
  ///
  /// @param trial counted from 0
  /// @throws IOException to end the run with this exception
  TrialStates begin(int trial) throws IOException;
}
