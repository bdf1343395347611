package flybrain.backend;

/// Is told how far a backend is; called from any thread.
public interface Progress {
  /// Tells nobody.
  Progress NONE =
      new Progress() {
        @Override
        public void stage(String stage) {}

        @Override
        public void simulated(long steps) {}
      };

  /// A new stage of the work begins, such as `loading` or `compiling`.
  void stage(String stage);

  /// More steps were simulated, summed over trials.
  void simulated(long steps);
}
