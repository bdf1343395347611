package flybrain.experiment;

/// Neurons with a Poisson input of their own; while driven they have no refractory period.
///
/// In each step an event comes with probability rate times dt, independently for each neuron, and
/// adds `w_syn * f_poi` to v of the neuron.
///
/// @param neurons the driven neurons
/// @param rate Poisson events a second of each neuron, in Hz; 0 .. 1 / dt
public record Drive(NeuronSet neurons, double rate) {
  /// No driven neurons.
  public static final Drive NONE = new Drive(NeuronSet.NONE, 0);
}
