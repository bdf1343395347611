package flybrain.backend;

import flybrain.spikes.SpikeSink;
import java.io.IOException;

/// An experiment ready to run, once or more often.
public interface Prepared extends AutoCloseable {
  /// Time it took to load and create the network, in s.
  double setupSeconds();

  /// Time it took to generate and compile code, in s; 0 for a backend that compiles nothing.
  double buildSeconds();

  /// Simulates all trials and hands their spikes to `sink`.
  ///
  /// @throws BackendException when the simulation fails
  RunTimes run(SpikeSink sink) throws IOException;

  @Override
  void close() throws IOException;
}
