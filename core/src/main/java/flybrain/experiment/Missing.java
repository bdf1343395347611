package flybrain.experiment;

import java.util.Locale;

/// What to do with neuron ids that the user typed and the connectome does not have.
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
