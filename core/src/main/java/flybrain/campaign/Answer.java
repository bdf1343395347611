package flybrain.campaign;

/// The answer of one experiment of a step about one read-out. Rates and their differences are in
/// Hz, per neuron of the read-out.
///
/// @param experiment that is compared with its control
/// @param readOut its name
/// @param rate of the read-out in the experiment, mean over trials
/// @param control rate of the read-out in the control, mean over trials
/// @param low lower end of the 95 % confidence interval of the difference, NaN with one trial
/// @param high upper end
/// @param margin least difference that counts as an effect
/// @param p that a difference like this comes about without an effect, two-sided; NaN after runaway
/// @param q p adjusted for the number of tests of the step
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

  /// The rate as a share of the control's, NaN if that is 0.
  public double share() {
    return control == 0 ? Double.NaN : rate / control;
  }
}
