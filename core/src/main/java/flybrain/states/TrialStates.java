package flybrain.states;

import java.io.IOException;

/// Where the states of one trial go. Used by one thread at a time.
public interface TrialStates {
  /// Forgets all states.
  TrialStates NOWHERE =
      new TrialStates() {
        @Override
        public void states(int step, double[] v, double[] g) {}

        @Override
        public void end() {}
      };

  /// Takes the state just before a step: what the step before left, at step 0 the initial state.
  ///
  /// @param step later than the one before
  /// @param v of each neuron of the sink in mV; the caller may write it again afterwards
  /// @param g of each neuron of the sink in mV; the caller may write it again afterwards
  void states(int step, double[] v, double[] g) throws IOException;

  /// Ends the trial: nothing follows. Called once, but never for a trial that failed.
  void end() throws IOException;
}
