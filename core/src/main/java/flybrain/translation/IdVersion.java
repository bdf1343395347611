package flybrain.translation;

import flybrain.connectome.Neurons;
import flybrain.experiment.ChangedIds;
import org.jspecify.annotations.Nullable;

/// A version of a connectome.
///
/// @param name as the user calls it
/// @param release the release of FlyWire whose ids it has, `v630` or `v783`; empty for none of
///   these
/// @param neurons all its neurons; null if they are not known
public record IdVersion(String name, String release, @Nullable Neurons neurons) {
  /// A version by its name and its neurons, which say of a folder with any name which release its
  /// ids are of.
  ///
  /// @param name such as `v783`, `783`, `root_783` or the name of a folder
  /// @param neurons null if they are not known
  public static IdVersion of(String name, @Nullable Neurons neurons) {
    String number = digits(name);
    String release =
        ChangedIds.RELEASES.stream()
            .filter(known -> !number.isEmpty() && digits(known).equals(number))
            .findFirst()
            .orElse(neurons == null ? "" : ChangedIds.releaseOf(neurons));
    return new IdVersion(name, release, neurons);
  }

  /// Whether the version is known to have an id.
  boolean has(long id) {
    return neurons != null && neurons.indexOf(id) >= 0;
  }

  /// The number in a name such as `v783`, `783` or `root_783`; empty for other names.
  static String digits(String name) {
    return name.matches("(?i)(v|root_?|root_?id_?)?\\d+") ? name.replaceAll("\\D", "") : "";
  }
}
