package flybrain.backend;

import java.util.Map;

/// The times and the provenance of a run; its spikes are in its sink.
///
/// @param times how long it took
/// @param provenance what else a reader of the results should know, by name, such as `software`,
///   `device` and `seeds`; empty for our own engines
public record RunResult(RunTimes times, Map<String, String> provenance) {
  public RunResult {
    provenance = Map.copyOf(provenance);
  }
}
