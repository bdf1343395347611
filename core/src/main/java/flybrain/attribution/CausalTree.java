package flybrain.attribution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A neuron and the neurons that made it spike, traced back.
///
/// @param neuron its index
/// @param origin where the excitation comes from that is traced back no further; null for the
///   spikes of the neuron, which its branches made
/// @param share of the excitation at the root's spikes that came through here, 0 to 1; 1 at the
///   root
/// @param branches the ones with at least the least share, the largest first; their shares add up
///   to at most `share`
public record CausalTree(
    int neuron, Contribution.@Nullable Kind origin, double share, List<CausalTree> branches) {
  public CausalTree {
    branches = List.copyOf(branches);
  }
}
