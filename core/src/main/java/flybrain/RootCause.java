package flybrain;

/// The innermost cause of a failure, whose message says what went wrong in the end.
public final class RootCause {
  private RootCause() {}

  /// The first cause; the failure itself if it has none.
  public static Throwable of(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
