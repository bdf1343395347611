package flybrain.compare;

/// Two runs of which one has the spikes of the other some steps later or earlier.
///
/// @param steps by which the candidate is later, negative where it is earlier
/// @param equality of the spikes when that is taken off
public record ShiftedEquality(int steps, SpikeEquality equality) {}
