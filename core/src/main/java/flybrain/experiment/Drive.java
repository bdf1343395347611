package flybrain.experiment;

/// Neurons with a Poisson input of their own; while driven they have no refractory period.
///
/// @param neurons the driven neurons
/// @param rate Poisson events a second of each neuron, in Hz; may be 0
public record Drive(NeuronSet neurons, double rate) {
  /// No driven neurons.
  public static final Drive NONE = new Drive(NeuronSet.NONE, 0);
}
