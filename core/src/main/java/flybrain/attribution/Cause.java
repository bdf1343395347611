package flybrain.attribution;

/// What one presynaptic neuron, or the drive, contributes to the spikes of a neuron on average.
///
/// @param kind where it comes from
/// @param presynaptic index of the presynaptic neuron; of the neuron itself for its drive or reset
/// @param synapses signed number of synapses of the connection; 0 for drive and reset
/// @param inputs how many presynaptic spikes, or events of the drive, contribute to a spike, mean
/// @param height what they add to the potential at a spike, in mV, mean
/// @param share of all excitation where it is positive, of all inhibition where it is negative
public record Cause(
    Contribution.Kind kind,
    int presynaptic,
    int synapses,
    double inputs,
    double height,
    double share) {}
