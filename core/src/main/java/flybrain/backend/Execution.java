package flybrain.backend;

import flybrain.Progress;

/// How an experiment runs on this machine; nothing here changes the spikes.
///
/// @param threads number of threads or processes that may compute at once, at least 1
/// @param progress receives the progress of the simulation
/// @param record whether the spikes are wanted; without, a framework records none, its trials still
///   end, and what our engines hand over goes nowhere
public record Execution(int threads, Progress progress, boolean record) {
  public Execution {
    if (threads < 1) {
      throw new IllegalArgumentException("threads = " + threads + ": must be at least 1");
    }
  }

  /// An execution whose spikes are wanted.
  public Execution(int threads, Progress progress) {
    this(threads, progress, true);
  }
}
