package flybrain.connectome;

import flybrain.Decimal;
import flybrain.InputException;

/// The weight of one synapse that a connectome is simulated with unless another is asked for. It is
/// a calibration: it depends on how synapses were detected and counted.
///
/// @param millivolts added to g of the postsynaptic neuron for each synapse, in mV; `w_syn`
/// @param source where the number comes from, in words
public record SynapseWeight(double millivolts, String source) {
  /// The value of Shiu et al. 2024 (doi 10.1038/s41586-024-07763-9), for FlyWire's model files.
  public static final SynapseWeight SHIU_2024 = new SynapseWeight(0.275, "Shiu et al. 2024");

  /// Checks the weight, which may be 0 or negative.
  ///
  /// @throws InputException if the weight is not a finite number
  public SynapseWeight {
    if (!Double.isFinite(millivolts)) {
      throw new InputException(
          "w_syn = %s mV: must be a finite number".formatted(Decimal.text(millivolts)));
    }
  }

  /// The weight and its source for the user.
  public String words() {
    return "w_syn %s mV (%s)".formatted(Decimal.text(millivolts), source);
  }
}
