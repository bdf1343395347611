package flybrain.experiment;

/// Neurons with a Poisson input of their own; while driven they have no refractory period.
///
/// In each step an event comes with probability rate times dt, independently for each neuron, and
/// adds `w_syn * f_poi` to v of the neuron, as `PoissonInput` of Brian2 with N = 1 does. A rate of
/// 0 drives too: the neurons have no events, but no refractory period either.
///
/// @param neurons the driven neurons; none for no drive at this place
/// @param rate Poisson events a second of each neuron, in Hz; 0 .. 1 / dt
public record Drive(NeuronSet neurons, double rate) {
  /// No driven neurons.
  public static final Drive NONE = new Drive(NeuronSet.NONE, 0);
}
