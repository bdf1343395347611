package flybrain.compare;

import java.util.List;

/// Whether a candidate gives the firing rates of a reference.
///
/// @param verdict the answer
/// @param total of all spikes of a trial, in spikes
/// @param detectableBias difference of all spikes of a trial that is found with a power of 0.8, NaN
///   with fewer than 2 trials
/// @param neurons of the neurons that fired in either, those that differ most first
/// @param referenceTrials trials that count
/// @param candidateTrials trials that count
/// @param trialsNeeded on either side, to show equivalence with a power of 0.8 where there is no
///   difference; at least 2
/// @param notices notes for the reader, one line each
public record Equivalence(
    Verdict verdict,
    Quantity total,
    double detectableBias,
    List<Neuron> neurons,
    int referenceTrials,
    int candidateTrials,
    int trialsNeeded,
    List<String> notices) {
  public Equivalence {
    neurons = List.copyOf(neurons);
    notices = List.copyOf(notices);
  }

  /// A quantity measured in both.
  ///
  /// @param verdict the answer for it
  /// @param reference mean over trials
  /// @param candidate mean over trials
  /// @param halfWidth half the 95 % confidence interval of their difference; NaN with fewer than 2
  ///   trials, as both p are
  /// @param margin largest difference that is called equivalent, in the unit of the quantity
  /// @param pDifferent p of no difference; of neurons adjusted for their number
  /// @param pEquivalent p of a difference beyond the margin; of neurons adjusted for their number
  /// @param power probability that equivalence is shown where there is no difference
  public record Quantity(
      Verdict verdict,
      double reference,
      double candidate,
      double halfWidth,
      double margin,
      double pDifferent,
      double pEquivalent,
      double power) {
    /// Candidate minus reference.
    public double difference() {
      return candidate - reference;
    }

    /// The difference as a share of the reference; infinite where only that is 0, NaN where both
    /// are.
    public double relative() {
      return difference() / reference;
    }
  }

  /// The rate of a neuron, in Hz.
  public record Neuron(long flywireId, Quantity rate) {}

  /// Number of neurons with an answer.
  public long count(Verdict answer) {
    return neurons.stream().filter(neuron -> neuron.rate().verdict() == answer).count();
  }
}
