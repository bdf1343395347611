package flybrain.terminal;

import flybrain.backend.Progress;
import java.io.Console;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// A progress bar on standard error, for work that takes longer than a moment.
///
/// It is drawn only where a person looks, on a terminal, and removed when the work is done;
/// elsewhere a line now and then says how far it is.
public final class TerminalProgress implements Progress, AutoCloseable {
  /// Work that is done before this many milliseconds shows no bar.
  static final long MOMENT_MS = 700;

  private final boolean onTerminal = isTerminal();
  private final long totalSteps;
  private final long stepsPerSecond;
  private final long startMillis = System.currentTimeMillis();
  private String stage = "simulating";
  private long simulated;
  private final @Nullable ProgressLog log;
  private @Nullable ProgressBar bar;

  /// A bar, or lines where there is no terminal.
  ///
  /// @param totalSteps number of steps that all trials have together
  /// @param stepsPerSecond steps in one brain-second, the unit that is shown
  public TerminalProgress(long totalSteps, long stepsPerSecond) {
    this(totalSteps, stepsPerSecond, true);
  }

  private TerminalProgress(long totalSteps, long stepsPerSecond, boolean isLogged) {
    this.totalSteps = totalSteps;
    this.stepsPerSecond = stepsPerSecond;
    this.log = isLogged ? new ProgressLog(this::moment, onTerminal) : null;
  }

  /// A bar, for work that is logged by others.
  ///
  /// @param totalSteps number of steps that all trials have together
  /// @param stepsPerSecond steps in one brain-second, the unit that is shown
  public static TerminalProgress bar(long totalSteps, long stepsPerSecond) {
    return new TerminalProgress(totalSteps, stepsPerSecond, false);
  }

  private synchronized ProgressLog.Moment moment() {
    return new ProgressLog.Moment(
        stage, simulated == 0 ? Double.NaN : (double) simulated / totalSteps);
  }

  @Override
  public synchronized void stage(String newStage) {
    stage = newStage;
    if (bar != null) {
      bar.setExtraMessage(" " + stage);
    }
  }

  @Override
  public synchronized void simulated(long steps) {
    simulated += steps;
    if (bar == null && onTerminal && System.currentTimeMillis() - startMillis > MOMENT_MS) {
      bar = open();
    }
    if (bar != null) {
      bar.stepTo(simulated);
    }
  }

  /// Whether a person reads along; the console is null where input or output is redirected.
  @SuppressWarnings("SystemConsoleNull")
  public static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private ProgressBar open() {
    ProgressBar opened =
        new ProgressBarBuilder()
            .setTaskName("brain-seconds")
            .setUnit("", stepsPerSecond)
            .setInitialMax(totalSteps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .startsFrom(simulated, Duration.ofMillis(System.currentTimeMillis() - startMillis))
            .clearDisplayOnFinish()
            .build();
    opened.setExtraMessage(" " + stage);
    return opened;
  }

  @Override
  public synchronized void close() {
    if (log != null) {
      log.close();
    }
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
