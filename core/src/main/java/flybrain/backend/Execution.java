package flybrain.backend;

/// How an experiment is to be carried out on this machine; none of it changes the spikes.
///
/// @param threads number of threads or processes that may compute at once, at least 1
/// @param progress is told how far the simulation is
public record Execution(int threads, Progress progress) {
  public Execution {
    if (threads < 1) {
      throw new IllegalArgumentException("threads = " + threads + ": must be at least 1");
    }
  }
}
