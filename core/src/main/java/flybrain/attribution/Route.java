package flybrain.attribution;

import java.util.List;

/// A way by which excitation comes from a drive to a neuron.
///
/// @param neurons indices, the driven neuron first and the neuron in question last
/// @param origin [Contribution.Kind#DRIVE], or [Contribution.Kind#RESET] for what begins with the
///   reset potential of its first neuron
/// @param share of the excitation at the spikes in question that came this way
public record Route(List<Integer> neurons, Contribution.Kind origin, double share) {
  public Route {
    neurons = List.copyOf(neurons);
  }
}
