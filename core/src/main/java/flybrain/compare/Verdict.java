package flybrain.compare;

/// The answer for two models.
public enum Verdict {
  /// They agree within the margin.
  EQUIVALENT,
  /// They do not agree, and it is not chance.
  DIFFERENT,
  /// Neither can be said with these trials.
  NOT_ENOUGH_DATA
}
