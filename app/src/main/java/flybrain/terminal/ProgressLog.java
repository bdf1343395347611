package flybrain.terminal;

import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lines on standard error about work that takes long, where no progress bar is drawn: in the log
/// of a batch job, say.
///
/// There is at most one line in ten seconds, and only for a new stage, another tenth of it, or
/// after a minute without a line.
final class ProgressLog implements AutoCloseable {
  static final long INTERVAL_MS = 10_000;
  private static final long LONGEST_SILENCE_MS = 60_000;
  private static final double STEP = 0.1;

  private static final ScheduledThreadPoolExecutor TICKS = ticks();

  /// The current stage of the work.
  ///
  /// @param stage what is done
  /// @param share of the stage that is done, NaN if unknown
  record Moment(String stage, double share) {}

  private final Supplier<Moment> work;
  private final @Nullable ScheduledFuture<?> ticking;
  private @Nullable Moment printed;
  private long lineMillis;

  /// @param work asked for every line, from another thread
  /// @param onTerminal whether a bar is drawn, and nothing is to be logged
  ProgressLog(Supplier<Moment> work, boolean onTerminal) {
    this.work = work;
    long start = System.nanoTime();
    this.ticking =
        onTerminal
            ? null
            : TICKS.scheduleAtFixedRate(
                () -> line((System.nanoTime() - start) / 1_000_000).ifPresent(System.err::println),
                INTERVAL_MS,
                INTERVAL_MS,
                TimeUnit.MILLISECONDS);
  }

  /// The line to print now, if any.
  ///
  /// @param elapsedMillis since the work began
  Optional<String> line(long elapsedMillis) {
    Moment now = work.get();
    Moment before = printed;
    boolean isNews =
        before == null
            || !now.stage().equals(before.stage())
            || now.share() - before.share() >= STEP
            || elapsedMillis - lineMillis >= LONGEST_SILENCE_MS;
    if (!isNews) {
      return Optional.empty();
    }
    printed = now;
    lineMillis = elapsedMillis;
    return Optional.of(
        TerminalProgress.text(now.stage(), now.share(), elapsedMillis / 1000, Integer.MAX_VALUE));
  }

  boolean isTicking() {
    return ticking != null && !ticking.isCancelled();
  }

  @Override
  public void close() {
    if (ticking != null) {
      ticking.cancel(false);
    }
  }

  private static ScheduledThreadPoolExecutor ticks() {
    ScheduledThreadPoolExecutor ticks =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("flybrain-progress-log").factory());
    ticks.setRemoveOnCancelPolicy(true);
    return ticks;
  }
}
