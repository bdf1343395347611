package flybrain.terminal;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// A progress bar on standard error that counts things done, where that takes longer than a moment.
///
/// It is drawn only on a terminal, and removed when it is closed; elsewhere a line now and then
/// says how far it is.
public final class CountProgress implements AutoCloseable {
  private final boolean onTerminal = TerminalProgress.isTerminal();
  private final long startMillis = System.currentTimeMillis();
  private final String things;
  private final long total;
  private final ProgressLog log = new ProgressLog(this::moment, onTerminal);
  private long done;
  private @Nullable ProgressBar bar;

  /// @param things what is counted, such as `pictures`
  public CountProgress(String things, long total) {
    this.things = things;
    this.total = total;
  }

  /// One more is done.
  public synchronized void step() {
    done++;
    long elapsed = System.currentTimeMillis() - startMillis;
    if (bar == null && onTerminal && elapsed > TerminalProgress.MOMENT_MS) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(things)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .clearDisplayOnFinish()
              .build();
    }
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  private synchronized ProgressLog.Moment moment() {
    return new ProgressLog.Moment(things, (double) done / total);
  }

  @Override
  public void close() {
    log.close();
    if (bar != null) {
      bar.close();
    }
  }
}
