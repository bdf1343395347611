package flybrain.attribution;

/// One summand of the potential of a neuron.
///
/// @param kind where it comes from
/// @param presynaptic index of the neuron whose spike it is; for [Kind#DRIVE] and [Kind#RESET] the
///   neuron itself
/// @param step of the presynaptic spike, of the event of the drive, or from which on the neuron was
///   no longer refractory
/// @param synapses signed number of synapses of the connection; 0 for [Kind#DRIVE] and [Kind#RESET]
/// @param height what it adds to the potential at the step in question, in mV
public record Contribution(Kind kind, int presynaptic, int step, int synapses, double height) {
  /// Where a contribution comes from.
  public enum Kind {
    /// A presynaptic spike.
    SPIKE,
    /// An event of the neuron's own drive.
    DRIVE,
    /// The reset potential, where it is not the resting potential.
    RESET
  }
}
