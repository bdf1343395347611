package flybrain.experiment;

import java.util.Locale;

/// Neurons cut out of the circuit.
///
/// A silenced neuron still fires: from its drive, and in mode `outgoing` from its other input too.
/// Its spikes are counted and recorded, but reach no neuron.
///
/// @param neurons the silenced neurons
/// @param mode which of their connections are gone
public record Silence(NeuronSet neurons, Mode mode) {
  /// Nothing silenced.
  public static final Silence NONE = new Silence(NeuronSet.NONE, Mode.OUTGOING);

  /// Which connections of a silenced neuron are gone.
  public enum Mode {
    /// Those it makes: what the code behind the published results does.
    OUTGOING,
    /// Those it makes and those it receives.
    BOTH;

    /// The word for it in options and files.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
