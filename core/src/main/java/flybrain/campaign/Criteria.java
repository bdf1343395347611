package flybrain.campaign;

import flybrain.Decimal;
import flybrain.InputException;

/// The limits that decide what counts as an effect.
///
/// @param threshold share of the base experiment's read-out rate, 0 .. 1 without the ends: a neuron
///   is necessary if without it the rate is at most this share, and a change by less than 1 minus
///   this share is no effect; 0.8 in Shiu et al. 2024, figure 1F
/// @param q expected share of wrong answers among the effects that a step reports, 0 .. 1 without
///   the ends
/// @param runaway spikes of the whole brain in a second of brain time, above which activity counts
///   as runaway
public record Criteria(double threshold, double q, double runaway) {
  /// Runaway drives of the published model make about 450,000 spikes a second, ordinary ones up to
  /// some ten thousand.
  public static final Criteria DEFAULT = new Criteria(0.8, 0.05, 100_000);

  /// @throws InputException for a share that is not between 0 and 1, or a limit that is not above 0
  public Criteria {
    requireShare("threshold", threshold);
    requireShare("q", q);
    if (!(runaway > 0)) {
      throw new InputException(
          "runaway = %s: must be above 0 spikes a second".formatted(Decimal.text(runaway)));
    }
  }

  private static void requireShare(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new InputException(
          "%s = %s: must be above 0 and below 1".formatted(name, Decimal.text(value)));
    }
  }

  /// The same with another threshold, above 0 and below 1.
  ///
  /// @throws InputException for another value
  public Criteria withThreshold(double newThreshold) {
    return new Criteria(newThreshold, q, runaway);
  }

  /// The same with another share of wrong answers, above 0 and below 1.
  ///
  /// @throws InputException for another value
  public Criteria withQ(double newQ) {
    return new Criteria(threshold, newQ, runaway);
  }

  /// The same with another limit of runaway activity, in spikes of the brain a second, above 0.
  ///
  /// @throws InputException for another value
  public Criteria withRunaway(double newRunaway) {
    return new Criteria(threshold, q, newRunaway);
  }
}
