package flybrain.campaign;

import java.util.Locale;

/// The answer for one experiment of a step and one read-out.
public enum Verdict {
  /// Without the silenced neurons the read-out's rate is at most the threshold's share.
  NECESSARY,
  /// The neurons, driven alone, raise the read-out's rate by what counts as an effect.
  SUFFICIENT,
  /// The rate is higher by what counts as an effect.
  RAISES,
  /// The rate is lower by what counts as an effect.
  LOWERS,
  /// There is a difference, and it is too small to count as an effect: the whole confidence
  /// interval is below the margin.
  SMALL_EFFECT,
  /// No difference was found, and the confidence interval has none that counts as an effect.
  NO_EFFECT,
  /// The trials do not decide.
  NOT_ENOUGH_TRIALS,
  /// The read-out fires neither here nor in the control nor in the base experiment.
  READ_OUT_SILENT,
  /// The activity of the experiment or its control ran away: rates mean nothing.
  RUNAWAY;

  /// The words for it in tables.
  @Override
  public String toString() {
    return this == READ_OUT_SILENT
        ? "read-out silent"
        : name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// Whether an effect that counts was found.
  public boolean isEffect() {
    return compareTo(SMALL_EFFECT) < 0;
  }
}
