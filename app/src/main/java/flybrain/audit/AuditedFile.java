package flybrain.audit;

import java.util.Set;
import java.util.SortedMap;

/// Sums and prints of the spikes of a file.
///
/// @param name relative to the checked folder
/// @param run its known properties
/// @param spikes number of rows
/// @param activeNeurons number of neurons that fired
/// @param prints of each trial with spikes
/// @param driven FlyWire root ids of the driven neurons that fired, as far as they are known or
///   show
record AuditedFile(
    String name,
    ExpectedRun run,
    long spikes,
    int activeNeurons,
    SortedMap<Integer, TrialPrint> prints,
    Set<Long> driven) {
  /// Number of neurons that fired in the trial with most of them.
  int mostActiveNeurons() {
    return prints.values().stream().mapToInt(TrialPrint::activeNeurons).max().orElse(0);
  }
}
