package flybrain.audit;

import java.util.SortedMap;

/// What the spikes of a file came to.
///
/// @param name relative to the folder that is checked
/// @param run what is known of it
/// @param spikes number of rows
/// @param activeNeurons number of neurons that fired
/// @param prints of each trial with spikes
record AuditedFile(
    String name,
    ExpectedRun run,
    long spikes,
    int activeNeurons,
    SortedMap<Integer, TrialPrint> prints) {}
