package flybrain.compare;

/// Is told how far a comparison is.
@FunctionalInterface
public interface Progress {
  /// Tells nobody.
  Progress NONE = (done, total) -> {};

  /// Some more is done.
  ///
  /// @param done of whatever is counted
  /// @param total of them all
  void at(long done, long total);
}
