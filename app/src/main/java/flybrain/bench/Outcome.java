package flybrain.bench;

import flybrain.results.ResultRow;

/// The outcome of a benchmark.
///
/// @param setup time to load and create the network, in s
/// @param build time to generate and compile code, in s
/// @param simulation time of the steps alone, in s
/// @param total time of everything, spike file included, in s
/// @param spikes number of spikes of all trials; 0 when none were recorded
/// @param activeNeurons number of neurons that fired in any trial; 0 when none were recorded
/// @param status `success`, or `error: ` and the reason in one line
record Outcome(
    double setup,
    double build,
    double simulation,
    double total,
    long spikes,
    long activeNeurons,
    String status) {
  /// A benchmark that failed after some time.
  static Outcome failed(String reason, double total) {
    String line = reason.strip().replaceAll("\\s*\\R\\s*", "; ");
    return new Outcome(0, 0, 0, total, 0, 0, "error: " + line);
  }

  boolean succeeded() {
    return status.equals(ResultRow.SUCCESS);
  }
}
