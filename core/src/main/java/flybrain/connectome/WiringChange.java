package flybrain.connectome;

import flybrain.InputException;
import flybrain.NearestName;
import java.util.List;
import java.util.Locale;

/// A change of all connections of a brain, as users name it: `rewired`, `shuffled-signs` or
/// `min-synapses-5`.
///
/// @param kind how connections are changed
/// @param synapses fewest synapses of a connection that stays, 1 to 999,999; 0 where all stay
public record WiringChange(Kind kind, int synapses) {
  private static final List<String> EXAMPLES =
      List.of("rewired", "shuffled-signs", "min-synapses-5");

  /// How connections are changed.
  public enum Kind {
    /// Partners at random, see [ChangedConnections#rewired].
    REWIRED,
    /// Signs of random neurons, see [ChangedConnections#withShuffledSigns].
    SHUFFLED_SIGNS,
    /// Without weak connections, see [ChangedConnections#withAtLeast].
    MIN_SYNAPSES;

    /// The word for it in files.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// Reads the name of a change, as [#toString] writes it.
  ///
  /// @throws InputException if there is no such change
  public static WiringChange parse(String text) {
    String least = Kind.MIN_SYNAPSES + "-";
    if (text.startsWith(least) && text.substring(least.length()).matches("[1-9]\\d{0,5}")) {
      return new WiringChange(Kind.MIN_SYNAPSES, Integer.parseInt(text.substring(least.length())));
    }
    for (Kind kind : List.of(Kind.REWIRED, Kind.SHUFFLED_SIGNS)) {
      if (text.equals(kind.toString())) {
        return new WiringChange(kind, 0);
      }
    }
    throw new InputException(
        "'%s': is not a change of a wiring%s; allowed: %s (or another number)"
            .formatted(text, NearestName.hint(text, EXAMPLES), String.join(", ", EXAMPLES)));
  }

  /// Whether each seed gives another brain.
  public boolean isRandom() {
    return kind != Kind.MIN_SYNAPSES;
  }

  /// A brain with this change; the neurons, their indices, annotations and the weight of a synapse
  /// stay. Its name is that of the brain and the change, and of a random one the seed:
  /// `v783-rewired-2`.
  ///
  /// @param seed any number; does not matter where the change is not random
  public Connectome of(Connectome brain, long seed) {
    Connections connections =
        switch (kind) {
          case REWIRED -> ChangedConnections.rewired(brain.connections(), seed);
          case SHUFFLED_SIGNS -> ChangedConnections.withShuffledSigns(brain.connections(), seed);
          case MIN_SYNAPSES -> ChangedConnections.withAtLeast(synapses, brain.connections());
        };
    return Connectome.of("%s-%s".formatted(brain.name(), name(seed)), brain.neurons(), connections)
        .with(brain.annotations())
        .with(brain.weight());
  }

  /// The change, and the seed if it is random: `rewired-2`.
  public String name(long seed) {
    return isRandom() ? "%s-%d".formatted(kind, seed) : toString();
  }

  /// As users name it.
  @Override
  public String toString() {
    return isRandom() ? kind.toString() : "%s-%d".formatted(kind, synapses);
  }
}
