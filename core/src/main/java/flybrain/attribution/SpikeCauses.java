package flybrain.attribution;

import java.util.List;

/// One spike of a neuron, or its potential at any other step, as a sum of contributions.
///
/// @param trial counted from 0
/// @param neuron its index
/// @param step of the spike
/// @param since first step after the reset before, 0 if there is none: what was delivered earlier
///   has no effect
/// @param height the potential at the threshold test of the step above rest, in mV: the sum of the
///   contributions
/// @param contributions the largest first, whatever their sign
public record SpikeCauses(
    int trial, int neuron, int step, int since, double height, List<Contribution> contributions) {
  public SpikeCauses {
    contributions = List.copyOf(contributions);
  }

  /// The sum of the positive contributions in mV.
  public double excitation() {
    return contributions.stream().mapToDouble(each -> Math.max(0, each.height())).sum();
  }

  /// The sum of the negative contributions in mV, at most 0.
  public double inhibition() {
    return contributions.stream().mapToDouble(each -> Math.min(0, each.height())).sum();
  }
}
