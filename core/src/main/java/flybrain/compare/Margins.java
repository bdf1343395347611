package flybrain.compare;

/// How much two models may differ and still be called equivalent, and how sure one has to be.
///
/// @param total of all spikes, as a share of the reference's; above 0, 0.01 is 1 %
/// @param neuron of a neuron's rate, as a share of the reference's; at least 0
/// @param neuronHz of a neuron's rate in Hz, where that is more than the share; at least 0
/// @param alpha the probability of a wrong answer; above 0 and below 0.5
public record Margins(double total, double neuron, double neuronHz, double alpha) {
  /// 1 % of all spikes; 10 % or 2 Hz of a neuron, which 30 trials against 30 can just show (of 448
  /// neurons of the paper's sugar experiment at 200 Hz one varies too much); 5 % wrong answers.
  public static final Margins DEFAULT = new Margins(0.01, 0.1, 2, 0.05);

  /// @throws flybrain.InputException for a margin or an alpha out of its range
  public Margins {
    if (!(total > 0 && neuron >= 0 && neuronHz >= 0 && neuron + neuronHz > 0)
        || !(alpha > 0 && alpha < 0.5)
        || !Double.isFinite(total + neuron + neuronHz)) {
      throw new flybrain.InputException(
          ("margins of %s for all spikes, %s and %s Hz per neuron, alpha %s: margins must be "
                  + "above 0, alpha between 0 and 0.5")
              .formatted(total, neuron, neuronHz, alpha));
    }
  }
}
