package flybrain.backend;

import flybrain.spikes.SpikeSink;
import java.io.IOException;
import java.util.Map;

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

  /// Further facts for the reader of results, by name, such as `software`, `device` and `seeds`;
  /// empty for our own engines.
  default Map<String, String> provenance() {
    return Map.of();
  }

  @Override
  void close() throws IOException;
}
