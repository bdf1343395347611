package flybrain.terminal;

import flybrain.ForeignText;
import flybrain.compare.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/// A line on standard error that tells what a command is at, for work of several stages that takes
/// longer than a moment.
///
/// It is drawn only on a terminal, and removed when the work is done; elsewhere a line now and then
/// says the same. It tells the time, so that it moves in stages that do not say how far they are.
public final class StageProgress implements Progress, AutoCloseable {
  private static final Executor SOON =
      CompletableFuture.delayedExecutor(TerminalProgress.MOMENT_MS, TimeUnit.MILLISECONDS);

  private final long startMillis = System.currentTimeMillis();
  // Drawn from another thread, for which closing waits: a lock would never be free.
  private volatile String stage = "";
  private volatile double share = Double.NaN;
  private final ProgressLog log;
  private boolean closed;
  private @Nullable ProgressBar line;

  public StageProgress() {
    boolean onTerminal = TerminalProgress.isTerminal();
    log = new ProgressLog(() -> new ProgressLog.Moment(stage, share), onTerminal);
    if (onTerminal) {
      SOON.execute(this::open);
    }
  }

  /// Begins a stage, of which it is not known how far it is until it says so.
  public void stage(String name) {
    share = Double.NaN;
    stage = ForeignText.line(name);
  }

  /// Begins to read a file.
  public void reading(Path file) {
    stage("reading " + file.getFileName());
  }

  @Override
  public void at(long done, long total) {
    share = total > 0 ? (double) done / total : Double.NaN;
  }

  /// Writes a line that stays.
  public synchronized void tell(PrintWriter err, String text) {
    boolean wasOpen = line != null;
    clear();
    err.println(text);
    err.flush();
    if (wasOpen) {
      open();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    log.close();
    clear();
  }

  /// What the line says, cut where it does not fit.
  public static String text(String stage, double share, long seconds, int width) {
    String percent =
        Double.isNaN(share) ? "" : String.format(Locale.ROOT, " %2.0f %%", 100 * share);
    String end = String.format(Locale.ROOT, "%s  %d:%02d", percent, seconds / 60, seconds % 60);
    int left = Math.max(0, width - end.length());
    return (stage.length() <= left ? stage : stage.substring(0, left)) + end;
  }

  private synchronized void open() {
    if (!closed) {
      line =
          new ProgressBarBuilder()
              .setUpdateIntervalMillis(200)
              .continuousUpdate()
              .setRenderer(this::render)
              .clearDisplayOnFinish()
              .build();
    }
  }

  private String render(ProgressState state, int width) {
    long seconds = (System.currentTimeMillis() - startMillis) / 1000;
    String text = text(stage, share, seconds, width);
    // Spaces over what a longer line left.
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private void clear() {
    if (line != null) {
      line.close();
      line = null;
    }
  }
}
