package flybrain.attribution;

import java.util.List;
import java.util.function.IntUnaryOperator;

/// The ways by which excitation comes to the spikes of a neuron.
///
/// @param strongest the routes with the largest share first, at most as many as were looked for
/// @param tree the ways by which they were found, as a tree with the neuron at its root
/// @param certain no route of more than this share is missing, 0 to 1
public record Routes(List<Route> strongest, CausalTree tree, double certain) {
  public Routes {
    strongest = List.copyOf(strongest);
  }

  /// How far to look, and at which neurons as one.
  ///
  /// @param routes how many routes at most, at least 1
  /// @param branch least share of a branch of the tree, 0 to 1
  /// @param together the neuron that a neuron counts as on a route, such as the first of its type;
  ///   itself for none
  public record Search(int routes, double branch, IntUnaryOperator together) {
    /// Each neuron counts by itself.
    public Search(int routes, double branch) {
      this(routes, branch, IntUnaryOperator.identity());
    }
  }
}
