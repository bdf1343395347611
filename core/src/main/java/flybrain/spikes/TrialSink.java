package flybrain.spikes;

import java.io.IOException;

/// Where the spikes of one trial go. Used by one thread at a time.
public interface TrialSink {
  /// Forgets all spikes.
  TrialSink NOWHERE =
      new TrialSink() {
        @Override
        public void spikes(int[] steps, int[] neurons, int count) {}

        @Override
        public void end() {}
      };

  /// Takes the next spikes of the trial, ordered by step, then by neuron index, across all calls.
  ///
  /// @param steps step of each spike; the caller may write it again afterwards
  /// @param neurons neuron index of each spike; the caller may write it again afterwards
  /// @param count how many of the entries count, at least 0
  /// @throws IOException to end the run with this exception
  void spikes(int[] steps, int[] neurons, int count) throws IOException;

  /// Ends the trial: nothing follows. Called once, in a trial without spikes too, but never for a
  /// trial that failed.
  ///
  /// @throws IOException to end the run with this exception
  void end() throws IOException;

  /// A sink that passes everything on to two others, to the first one first.
  static TrialSink both(TrialSink first, TrialSink second) {
    return new TrialSink() {
      @Override
      public void spikes(int[] steps, int[] neurons, int count) throws IOException {
        first.spikes(steps, neurons, count);
        second.spikes(steps, neurons, count);
      }

      @Override
      public void end() throws IOException {
        first.end();
        second.end();
      }
    };
  }
}
