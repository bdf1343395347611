package flybrain.campaign;

import java.util.List;
import java.util.stream.Stream;

/// The brain of an experiment where it is not the campaign's as it is.
///
/// @param connectome name or folder of another, empty for the campaign's
/// @param wirings changes of its connections, in this order
/// @param inhibition what the weights of inhibitory connections are multiplied by, after that
record BrainChange(String connectome, List<Wirings.Instance> wirings, double inhibition) {
  /// The campaign's brain as it is.
  static final BrainChange NONE = new BrainChange("", List.of(), 1);

  BrainChange {
    wirings = List.copyOf(wirings);
  }

  /// The brain that a step names: a changed one, such as `rewired-2`, or another connectome.
  static BrainChange named(String name) {
    return Wirings.Instance.named(name)
        .map(NONE::and)
        .orElseGet(() -> new BrainChange(name, List.of(), 1));
  }

  static BrainChange ofInhibition(double factor) {
    return new BrainChange("", List.of(), factor);
  }

  /// The same with a change of its connections.
  BrainChange and(Wirings.Instance wiring) {
    return and(new BrainChange("", List.of(wiring), 1));
  }

  /// Both changes; of two connectomes the other's.
  BrainChange and(BrainChange other) {
    return new BrainChange(
        other.connectome.isEmpty() ? connectome : other.connectome,
        Stream.concat(wirings.stream(), other.wirings.stream()).toList(),
        inhibition * other.inhibition);
  }
}
