package flybrain.external;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The end of this process by Ctrl-C or another signal.
///
/// Processes we started end with us, which is not a failure to report or record. A signal to a
/// whole group of processes can reach them a moment earlier than us.
final class Shutdown {
  private static final CountDownLatch BEGUN = new CountDownLatch(1);
  private static final long MOMENT_MS = 500;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(BEGUN::countDown));
  }

  private Shutdown() {}

  /// Begins to look for it; before any process is started.
  static void watch() {
    // Done by the initialization of this class.
  }

  /// Returns after a moment, or, when this process is being ended, not at all.
  static void stopHereIfUnderWay() {
    try {
      if (BEGUN.await(MOMENT_MS, TimeUnit.MILLISECONDS)) {
        stopHere();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stopHere() {
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException _) {
        // The Java virtual machine halts in a moment, whatever this thread does.
      }
    }
  }
}
