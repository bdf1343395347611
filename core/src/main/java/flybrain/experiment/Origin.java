package flybrain.experiment;

/// Where a change is written, for messages; all are equal, as it does not alter the change.
///
/// @param text what messages begin with, such as `trial.toml:12: `
public record Origin(String text) {
  /// Nowhere in particular.
  public static final Origin NONE = new Origin("");

  @Override
  public boolean equals(Object o) {
    return o instanceof Origin;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
