package flybrain.campaign;

/// The answer of one experiment of a step about one read-out. Rates and their differences are in
/// Hz, per neuron of the read-out.
///
/// @param experiment that is compared with its control
/// @param readOut its name
/// @param rate of the read-out in the experiment, mean over trials
/// @param control rate of the read-out in the control, mean over trials
/// @param low lower end of the 95 % confidence interval of the difference, NaN with one trial
/// @param high upper end of it, NaN with one trial
/// @param margin least size of a difference that counts as an effect, above 0
/// @param p that a difference like this comes about without an effect, two-sided; NaN where nothing
///   is tested: after runaway, and where the read-out is silent
/// @param q p adjusted for the number of tests of the step, see
///   [flybrain.compare.FalseDiscoveryRate]; NaN where p is
/// @param verdict the answer
/// @param trialsNeeded about how many trials would decide; 0 where these do
public record Answer(
    Recorded experiment,
    String readOut,
    double rate,
    double control,
    double low,
    double high,
    double margin,
    double p,
    double q,
    Verdict verdict,
    int trialsNeeded) {
  /// Experiment minus control.
  public double difference() {
    return rate - control;
  }

  /// The rate as a share of the control's, at least 0; NaN if the control's is 0.
  public double share() {
    return control == 0 ? Double.NaN : rate / control;
  }
}
