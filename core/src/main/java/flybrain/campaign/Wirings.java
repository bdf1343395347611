package flybrain.campaign;

import flybrain.connectome.Connectome;
import flybrain.connectome.WiringChange;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Changed brains on which a step runs too, to ask what its results owe to the wiring.
///
/// @param changes of the wiring
/// @param shuffles number of brains of each random change, with the seeds 1, 2, ...
public record Wirings(List<WiringChange> changes, int shuffles) {
  /// How many brains of each random change there are unless said otherwise.
  public static final int SHUFFLES = 10;

  /// The brain as it is, and no other.
  public static final Wirings NONE = new Wirings(List.of(), SHUFFLES);

  private static final Pattern RANDOM = Pattern.compile("(rewired|shuffled-signs)-(\\d{1,9})");

  private static final Pattern LEAST = Pattern.compile("min-synapses-\\d+");

  public Wirings {
    changes = List.copyOf(changes);
  }

  /// A changed brain.
  ///
  /// @param seed of a random change
  public record Instance(WiringChange change, long seed) {
    /// The change, and the seed if it is random; unique in a step.
    public String name() {
      return change.name(seed);
    }

    Connectome of(Connectome brain) {
      return change.of(brain, seed);
    }

    /// The changed brain of a name, as [#name] gives it; empty if it is not such a name.
    static Optional<Instance> named(String name) {
      Matcher random = RANDOM.matcher(name);
      return random.matches()
          ? Optional.of(
              new Instance(WiringChange.parse(random.group(1)), Long.parseLong(random.group(2))))
          : LEAST.matcher(name).matches()
              ? Optional.of(new Instance(WiringChange.parse(name), 1))
              : Optional.empty();
    }
  }

  /// All changed brains, in the order in which they run.
  public List<Instance> instances() {
    return changes.stream().flatMap(this::instances).toList();
  }

  /// The changed brains of a change.
  Stream<Instance> instances(WiringChange change) {
    return LongStream.rangeClosed(1, change.isRandom() ? shuffles : 1)
        .mapToObj(seed -> new Instance(change, seed));
  }
}
