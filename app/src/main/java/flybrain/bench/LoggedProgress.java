package flybrain.bench;

import flybrain.backend.Progress;
import java.util.Locale;

/// Logs how far a long benchmark is, and when it will be done.
final class LoggedProgress implements Progress {
  /// Between two lines, so that a short benchmark has none.
  private static final double QUIET_SECONDS = 30;

  private final BenchmarkLog log;
  private final Progress display;
  private final long totalSteps;
  private long simulated;
  private long first;
  private long start;
  private long last = System.nanoTime();

  /// @param display is told everything too
  LoggedProgress(BenchmarkLog log, Progress display, long totalSteps) {
    this.log = log;
    this.display = display;
    this.totalSteps = totalSteps;
  }

  @Override
  public void stage(String stage) {
    display.stage(stage);
  }

  @Override
  public void simulated(long steps) {
    display.simulated(steps);
    tell(steps);
  }

  private synchronized void tell(long steps) {
    long now = System.nanoTime();
    simulated += steps;
    if (first == 0) {
      // Compiling and loading come before the first steps, and would spoil the estimate.
      start = now;
      first = simulated;
    }
    if ((now - last) / 1e9 >= QUIET_SECONDS && simulated > first && simulated < totalSteps) {
      last = now;
      double left = (now - start) / 1e9 * (totalSteps - simulated) / (simulated - first);
      log.log(
          String.format(
              Locale.ROOT,
              "  Progress: %.0f%% (%d/%d steps), about %.0fs left",
              100.0 * simulated / totalSteps,
              simulated,
              totalSteps,
              left));
    }
  }
}
