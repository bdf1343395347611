package flybrain.experiment;

import java.util.Locale;

/// What to do with the user's neuron ids that the connectome does not have.
public enum Missing {
  /// Refuse the experiment, naming all of them.
  ERROR,
  /// Leave them out and say so.
  SKIP;

  /// The word for it in options and files.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
