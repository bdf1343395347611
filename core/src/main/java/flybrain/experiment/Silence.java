package flybrain.experiment;

import java.util.Locale;

/// Neurons cut out of the circuit.
///
/// A silenced neuron still fires: from its drive, and in mode `outgoing` from its other input too.
/// Its spikes are counted and recorded, but reach no neuron. The drive is no connection: it reaches
/// a silenced neuron in either mode.
///
/// @param neurons the silenced neurons
/// @param mode which of their connections are gone
public record Silence(NeuronSet neurons, Mode mode) {
  /// Nothing silenced.
  public static final Silence NONE = new Silence(NeuronSet.NONE, Mode.OUTGOING);

  /// Which connections of a silenced neuron are gone.
  public enum Mode {
    /// The ones it makes: what the code behind the published results of Shiu et al. 2024 does.
    OUTGOING,
    /// The ones it makes and the ones it receives, as the README of that code has it.
    BOTH;

    /// The word for it in options and files.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
