package flybrain.terminal;

import flybrain.ForeignText;
import flybrain.connectome.ByteProgress;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// A progress bar on standard error for each file that takes longer than a moment.
///
/// It is drawn only on a terminal, and removed when the file is done; elsewhere a line now and then
/// says how far the file is.
public final class FileProgress implements ByteProgress, AutoCloseable {
  private static final long MEGABYTE = 1_000_000;

  private final boolean onTerminal = TerminalProgress.isTerminal();
  private final ProgressLog log = new ProgressLog(this::moment, onTerminal);
  private String file = "";
  private double share = Double.NaN;
  private long startMillis;
  private @Nullable ProgressBar bar;

  @Override
  public synchronized void at(String name, long done, long total) {
    if (!name.equals(file)) {
      clear();
      file = name;
      startMillis = System.currentTimeMillis();
    }
    share = total > 0 ? (double) done / total : Double.NaN;
    long elapsed = System.currentTimeMillis() - startMillis;
    if (bar == null && onTerminal && elapsed > TerminalProgress.MOMENT_MS && done < total) {
      bar = open(done, total, elapsed);
    }
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  private ProgressBar open(long done, long total, long elapsedMillis) {
    return new ProgressBarBuilder()
        .setTaskName(ForeignText.line(file))
        .setUnit(" MB", MEGABYTE)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .startsFrom(done, Duration.ofMillis(elapsedMillis))
        .clearDisplayOnFinish()
        .build();
  }

  @Override
  public void close() {
    log.close();
    clear();
  }

  private synchronized ProgressLog.Moment moment() {
    return new ProgressLog.Moment(file, share);
  }

  /// Removes the bar, so that a line can be written.
  public synchronized void clear() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
