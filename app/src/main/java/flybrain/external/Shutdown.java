package flybrain.external;

/// The end of this process by Ctrl-C or another signal.
///
/// The processes that we started end with us, which is no failure of theirs to be told or recorded.
final class Shutdown {
  private Shutdown() {}

  /// Returns at once, or, when this process is being ended, not at all.
  static void stopHereIfUnderWay() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException _) {
      stopHere();
    }
  }

  private static void stopHere() {
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException _) {
        // The Java virtual machine halts in a moment, whatever this thread is told.
      }
    }
  }
}
