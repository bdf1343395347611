package flybrain.attribution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A neuron and the neurons that made it spike, traced back.
///
/// @param neuron its index
/// @param origin where the excitation comes from that is traced back no further; null for the
///   spikes of the neuron, which its branches made
/// @param share of the excitation at the root's spikes that came through here
/// @param branches those with at least the least share, the largest first
public record CausalTree(
    int neuron, Contribution.@Nullable Kind origin, double share, List<CausalTree> branches) {
  public CausalTree {
    branches = List.copyOf(branches);
  }
}
