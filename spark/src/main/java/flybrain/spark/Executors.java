package flybrain.spark;

import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;

/// Waits for executors, which register one by one after the start of an application.
final class Executors {
  private static final long FIRST_SECONDS = 60;
  private static final long SETTLED_SECONDS = 2;

  private Executors() {}

  /// Waits until there is an executor and for two seconds no other has come. Spark itself says when
  /// none comes; the tasks wait for it then.
  static void await(JavaSparkContext spark) {
    if (spark.isLocal()) {
      return;
    }
    long start = System.nanoTime();
    long changed = start;
    int known = 0;
    while (known == 0
        ? System.nanoTime() - start < TimeUnit.SECONDS.toNanos(FIRST_SECONDS)
        : System.nanoTime() - changed < TimeUnit.SECONDS.toNanos(SETTLED_SECONDS)) {
      // The driver is one of them.
      int now = spark.statusTracker().getExecutorInfos().length - 1;
      if (now != known) {
        known = now;
        changed = System.nanoTime();
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
