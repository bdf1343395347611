package flybrain.bench;

import flybrain.Progress;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Logs how far a long benchmark is, and when it will be done.
final class LoggedProgress implements Progress {
  /// Between two lines, so a short benchmark has none.
  private static final double QUIET_SECONDS = 30;

  private final BenchmarkLog log;
  private final Progress display;
  private final LongSupplier clock;
  private long first;
  private long start;
  private long last;

  /// @param display is passed everything too
  LoggedProgress(BenchmarkLog log, Progress display) {
    this(log, display, System::nanoTime);
  }

  /// @param clock in ns
  LoggedProgress(BenchmarkLog log, Progress display, LongSupplier clock) {
    this.log = log;
    this.display = display;
    this.clock = clock;
    this.last = clock.getAsLong();
  }

  @Override
  public synchronized void stage(String name) {
    first = 0;
    display.stage(name);
  }

  @Override
  public synchronized void at(long done, long total) {
    display.at(done, total);
    long now = clock.getAsLong();
    if (first == 0) {
      // Compiling and loading come before the first steps, and would spoil the estimate.
      start = now;
      first = done;
    }
    if ((now - last) / 1e9 >= QUIET_SECONDS && done > first && done < total) {
      last = now;
      double left = (now - start) / 1e9 * (total - done) / (done - first);
      log.log(
          String.format(
              Locale.ROOT,
              "  Progress: %.0f%% (%d/%d steps), about %.0fs left",
              100.0 * done / total,
              done,
              total,
              left));
    }
  }
}
