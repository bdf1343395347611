package flybrain.connectome;

import flybrain.Decimal;
import flybrain.InputException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A brain whose inhibitory connections are stronger or weaker.
///
/// Engines add up whole numbers of synapses, so the factor becomes a fraction of whole numbers: for
/// 0.7 every inhibitory connection has 7 synapses in place of one, every excitatory one 10, and a
/// synapse weighs a tenth. Nothing is rounded but that weight, by its last bit.
public final class ScaledInhibition {
  private static final int MOST_DECIMALS = 2;

  private ScaledInhibition() {}

  /// How many synapses of the brain of [#of] are one of the original: the divisor of the weight of
  /// a synapse.
  ///
  /// @param factor above 0, with two decimals at most
  /// @throws InputException for another factor
  public static int divisor(double factor) {
    return (int) (whole(factor) / gcd(factor));
  }

  /// The brain, with its weight of a synapse divided by [#divisor]; for a factor of 1 itself.
  ///
  /// @param factor as for [#divisor]
  /// @throws InputException for another factor, or a connection of too many synapses for it
  public static Connectome of(Connectome brain, double factor) {
    int divisor = divisor(factor);
    long times = Math.round(factor * divisor);
    if (times == divisor) {
      return brain;
    }
    Connections original = brain.connections();
    MemorySegment weights = Arena.ofAuto().allocate(Connections.INT, original.size());
    for (int c = 0; c < original.size(); c++) {
      long weight = original.weight(c);
      long scaled = weight < 0 ? weight * times : weight * divisor;
      if (scaled != (int) scaled) {
        throw new InputException(
            "inhibition times %s: a connection of %d synapses is too strong for it"
                .formatted(Decimal.text(factor), Math.abs(weight)));
      }
      weights.setAtIndex(Connections.INT, c, (int) scaled);
    }
    return Connectome.of(
            "%s-inhibition-%s".formatted(brain.name(), Decimal.text(factor)),
            brain.neurons(),
            new Connections(original.rowStarts(), original.targets(), weights))
        .with(brain.annotations())
        .with(weight(brain, factor));
  }

  /// The weight of a synapse of the brain of [#of].
  ///
  /// @param factor as for [#divisor]
  public static SynapseWeight weight(Connectome brain, double factor) {
    int divisor = divisor(factor);
    return divisor == 1
        ? brain.weight()
        : new SynapseWeight(
            brain.weight().millivolts() / divisor,
            "%s, divided by %d".formatted(brain.weight().source(), divisor));
  }

  /// The factor times 1, 10 or 100 is whole.
  private static long whole(double factor) {
    if (!(factor > 0) || Double.isInfinite(factor) || Decimal.of(factor).scale() > MOST_DECIMALS) {
      throw new InputException(
          "inhibition times %s: must be above 0, with at most %d decimals"
              .formatted(Decimal.text(factor), MOST_DECIMALS));
    }
    return Math.round(Math.pow(10, Math.max(0, Decimal.of(factor).scale())));
  }

  private static long gcd(double factor) {
    long one = Math.round(factor * whole(factor));
    long other = whole(factor);
    while (other != 0) {
      long rest = one % other;
      one = other;
      other = rest;
    }
    return one;
  }
}
