package flybrain.laboratory;

import flybrain.Progress;
import flybrain.spikes.SpikeSink;
import org.jspecify.annotations.Nullable;

/// How a plan runs; nothing here changes the spikes. Immutable: each `with` method returns others.
///
/// @param threads number of threads or processes that may compute at once, at least 1
/// @param progress receives the progress of the run, from any thread
/// @param recordsSpikes whether spikes are wanted; without, nothing is counted and a framework
///   records none
/// @param file the file that takes the spikes; null for none
/// @param sink takes the spikes besides statistics and file, on several threads; whoever gives it
///   closes it; null for none
/// @param states the file that takes states of neurons, where the backend has
///   [flybrain.backend.Capability#RECORDING]; null for none
public record RunOptions(
    int threads,
    Progress progress,
    boolean recordsSpikes,
    @Nullable SpikeFile file,
    @Nullable SpikeSink sink,
    @Nullable StateFile states) {
  /// All cores, and nothing but statistics.
  public static final RunOptions DEFAULT =
      new RunOptions(
          Runtime.getRuntime().availableProcessors(), Progress.NONE, true, null, null, null);

  /// @throws IllegalArgumentException for less than one thread, or a file or sink for spikes that
  ///   are not recorded
  public RunOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads = " + threads + ": must be at least 1");
    }
    if (!recordsSpikes && (file != null || sink != null)) {
      throw new IllegalArgumentException("spikes that are not recorded go nowhere");
    }
  }

  /// Computes with another number of threads, at least 1. The spikes do not depend on it.
  ///
  /// @throws IllegalArgumentException for less than one thread
  public RunOptions withThreads(int newThreads) {
    return new RunOptions(newThreads, progress, recordsSpikes, file, sink, states);
  }

  /// Reports the progress, which may come from any thread.
  public RunOptions withProgress(Progress newProgress) {
    return new RunOptions(threads, newProgress, recordsSpikes, file, sink, states);
  }

  /// Also writes the spikes to a file; null for none.
  ///
  /// @throws IllegalArgumentException for a file after [#withoutSpikes]
  public RunOptions withFile(@Nullable SpikeFile newFile) {
    return new RunOptions(threads, progress, recordsSpikes, newFile, sink, states);
  }

  /// Also hands the spikes to a sink.
  ///
  /// @throws IllegalArgumentException after [#withoutSpikes]
  public RunOptions withSink(SpikeSink newSink) {
    return new RunOptions(threads, progress, recordsSpikes, file, newSink, states);
  }

  /// Also writes states of neurons to a file, if the backend can record them; null for none.
  public RunOptions withStates(@Nullable StateFile newStates) {
    return new RunOptions(threads, progress, recordsSpikes, file, sink, newStates);
  }

  /// Takes times alone: no spike is counted, written or handed on.
  public RunOptions withoutSpikes() {
    return new RunOptions(threads, progress, false, null, null, states);
  }
}
