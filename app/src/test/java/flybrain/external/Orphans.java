package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;

/// Processes that must not outlive what started them.
final class Orphans {
  /// Far more than a kill takes; a process that is still there by then stays.
  private static final int SECONDS = 30;

  private Orphans() {}

  static void assertGone(long pid) throws InterruptedException {
    for (int k = 0; k < 20 * SECONDS && alive(pid); k++) {
      Thread.sleep(50);
    }
    assertThat(alive(pid)).as("process %d is alive", pid).isFalse();
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
