package flybrain.terminal;

import flybrain.ForeignText;
import flybrain.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/// A line on standard error that shows the stage of longer work, its progress and the time taken.
///
/// It is drawn only on a terminal, and removed when the work is done; elsewhere a line now and then
/// says the same. It shows the time, so it moves in stages that do not say how far they are.
public final class TerminalProgress implements Progress, AutoCloseable {
  /// Work that is done before this many milliseconds shows no line.
  private static final long MOMENT_MS = 700;

  private static final Executor SOON =
      CompletableFuture.delayedExecutor(MOMENT_MS, TimeUnit.MILLISECONDS);

  /// The state of the work: drawn from another thread, for which closing waits, so a lock would
  /// never be free.
  private volatile State state;

  private final long startMillis = System.currentTimeMillis();
  private final @Nullable ProgressLog log;
  private boolean closed;
  private @Nullable ProgressBar line;

  /// @param name of the stage
  /// @param beginMillis when it began
  /// @param share of it that is done, NaN if unknown
  private record State(String name, long beginMillis, double share) {}

  /// A line on a terminal; elsewhere lines now and then.
  public TerminalProgress() {
    this(true);
  }

  private TerminalProgress(boolean isLogged) {
    state = new State("", startMillis, Double.NaN);
    boolean onTerminal = isTerminal();
    log =
        isLogged
            ? new ProgressLog(() -> new ProgressLog.Moment(state.name(), state.share()), onTerminal)
            : null;
    if (onTerminal) {
      SOON.execute(this::open);
    }
  }

  /// A line on a terminal only, for work logged elsewhere.
  public static TerminalProgress unlogged() {
    return new TerminalProgress(false);
  }

  /// Whether a person reads along; the console is null if input or output is redirected.
  @SuppressWarnings("SystemConsoleNull")
  public static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public void stage(String name) {
    state = new State(ForeignText.line(name), System.currentTimeMillis(), Double.NaN);
  }

  @Override
  public void at(long done, long total) {
    State now = state;
    state = new State(now.name, now.beginMillis, total > 0 ? (double) done / total : Double.NaN);
  }

  /// Writes a line that stays.
  public synchronized void print(PrintWriter err, String text) {
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
    if (log != null) {
      log.close();
    }
    clear();
  }

  /// The text of the line, cut to fit.
  static String text(String stage, double share, long seconds, int width) {
    return cut(stage, percent(share) + "  " + clock(seconds), width);
  }

  /// The same, with the time that the stage will take if it continues as it has.
  static String text(String stage, double share, long seconds, double secondsOfStage, int width) {
    double left = secondsOfStage * (1 - share) / share;
    // The first moments of a stage say little about the rest.
    boolean isKnown = secondsOfStage >= 2 && left < 1e6;
    String end = percent(share) + "  " + clock(seconds);
    return cut(stage, isKnown ? end + ", " + clock(Math.round(left)) + " left" : end, width);
  }

  private static String cut(String stage, String end, int width) {
    int left = Math.max(0, width - end.length());
    return (stage.length() <= left ? stage : stage.substring(0, left)) + end;
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "" : String.format(Locale.ROOT, " %2.0f %%", 100 * share);
  }

  private static String clock(long seconds) {
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
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

  private String render(ProgressState bar, int width) {
    State now = state;
    long millis = System.currentTimeMillis();
    String text =
        text(
            now.name,
            now.share,
            (millis - startMillis) / 1000,
            (millis - now.beginMillis) / 1e3,
            width);
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
