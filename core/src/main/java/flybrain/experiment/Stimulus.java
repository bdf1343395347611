package flybrain.experiment;

import flybrain.Decimal;
import flybrain.InputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A driven set as the user asks for it.
///
/// @param neurons the driven neurons; none for no drive
/// @param rate Poisson events a second of each neuron in Hz, finite and at least 0; or null for the
///   default of its place, see [Recipe#rate]
public record Stimulus(List<NeuronReference> neurons, @Nullable Double rate) {
  /// Nothing driven.
  public static final Stimulus NONE = new Stimulus(List.of(), null);

  /// @throws InputException for a rate that is below 0 or not finite
  public Stimulus {
    if (rate != null && !(rate >= 0 && Double.isFinite(rate))) {
      throw new InputException(
          "rate = %s Hz: must be finite and at least 0".formatted(Decimal.text(rate)));
    }
    neurons = List.copyOf(neurons);
  }

  /// Whether nothing is driven and no rate is given.
  boolean isNone() {
    return neurons.isEmpty() && rate == null;
  }

  /// Reads `NEURONS@HZ`, such as `sugar@150` or `@ids.txt@60`.
  ///
  /// @throws InputException if the rate is missing or the neurons cannot be read
  public static Stimulus parse(String text) {
    int at = text.lastIndexOf('@');
    try {
      double rate = Decimal.parse(at > 0 ? text.substring(at + 1) : "");
      return new Stimulus(NeuronReference.parseList(text.substring(0, at)), rate);
    } catch (NumberFormatException e) {
      throw new InputException(
          "'%s': must be neurons and their rate in Hz, as in sugar@150 or @ids.txt@60"
              .formatted(text),
          e);
    }
  }
}
