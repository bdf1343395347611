package flybrain.atlas;

/// A neuron that fires while one is driven alone.
///
/// @param driven index of the driven neuron
/// @param neuron index of the neuron that fires, which may be the driven one
/// @param rate its firing rate in Hz
public record Response(int driven, int neuron, double rate) {}
