package flybrain.cli.compare;

import flybrain.results.RecordedTrials;
import flybrain.terminal.TerminalProgress;
import java.io.PrintWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// Options for duration and number of trials of files that do not record them.
final class SizeOptions {
  @Option(
      names = "--t-run",
      paramLabel = "S",
      description = "Duration of a trial in s, for files that do not record it.")
  private @Nullable Double duration;

  @Option(
      names = "--n-run",
      paramLabel = "N",
      description = "Number of trials, for files that do not record it.")
  private @Nullable Integer trials;

  /// In s, null if it is not given.
  @Nullable Double duration() {
    return duration;
  }

  /// Null when it is not given.
  @Nullable Integer trials() {
    return trials;
  }

  /// Reads such files, and reports assumptions on standard error.
  RecordedTrials reading(CommandSpec spec, TerminalProgress progress) {
    PrintWriter err = spec.commandLine().getErr();
    return reading(spec, progress, text -> progress.print(err, text));
  }

  /// Reads the same files again, silently.
  RecordedTrials readingAgain(CommandSpec spec, TerminalProgress progress) {
    return reading(spec, progress, said -> {});
  }

  private RecordedTrials reading(
      CommandSpec spec, TerminalProgress progress, Consumer<String> output) {
    if (duration != null) {
      CompareOptions.checkDuration(spec, duration);
    }
    if (trials != null) {
      CompareOptions.checkTrials(spec, trials);
    }
    return new RecordedTrials(duration, trials, output, progress::reading);
  }
}
