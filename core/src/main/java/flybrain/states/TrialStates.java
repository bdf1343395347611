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
  /// @param step later than the one before, a multiple of [StateSink#every]
  /// @param v of each neuron of the sink in mV, in the order of [StateSink#neurons]; the caller may
  ///   write it again afterwards
  /// @param g the same for the synaptic variable
  /// @throws IOException to end the run with this exception
  void states(int step, double[] v, double[] g) throws IOException;

  /// Ends the trial: nothing follows. Called once, but never for a trial that failed.
  ///
  /// @throws IOException to end the run with this exception
  void end() throws IOException;
}
