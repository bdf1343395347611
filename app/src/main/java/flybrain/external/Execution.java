package flybrain.external;

import flybrain.Progress;

/// How a worker is to carry out an experiment; none of it changes the spikes.
///
/// @param threads number of threads or processes that may compute at once, at least 1
/// @param progress receives the progress of the simulation
/// @param record whether the spikes are wanted; without, a framework records none, and its trials
///   still end
record Execution(int threads, Progress progress, boolean record) {
  Execution {
    if (threads < 1) {
      throw new IllegalArgumentException("threads = " + threads + ": must be at least 1");
    }
  }

  /// An execution whose spikes are wanted.
  Execution(int threads, Progress progress) {
    this(threads, progress, true);
  }
}
