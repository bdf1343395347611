package flybrain.cli;

import flybrain.Progress;
import flybrain.backend.Simulation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// The option `--times`: what took a command its processor time, all cores together.
final class ProcessorTimes {
  @Option(
      names = "--times",
      description = "Also report on standard error where the processor time went.")
  private boolean asked;

  private final Map<String, Duration> stages = new LinkedHashMap<>();
  private Duration last = Duration.ZERO;

  /// A progress by which the setup of a run ends where its steps begin.
  Progress of(Progress shown) {
    return new Progress() {
      @Override
      public void stage(String stage) {
        if (stage.equals(Simulation.SIMULATING)) {
          end("setup");
        }
        shown.stage(stage);
      }

      @Override
      public void at(long done, long total) {
        shown.at(done, total);
      }
    };
  }

  /// Ends a stage, which began where the one before it ended, the first one with the process.
  void end(String stage) {
    if (asked) {
      Duration now = now();
      stages.merge(stage, now.minus(last), Duration::plus);
      last = now;
    }
  }

  /// Prints all stages in a line, where that was asked for.
  void print(PrintWriter err) {
    if (asked) {
      String each =
          stages.entrySet().stream()
              .map(stage -> stage.getKey() + " " + seconds(stage.getValue()))
              .collect(Collectors.joining(", "));
      err.println("processor time: %s; %s in total".formatted(each, seconds(last)));
      err.flush();
    }
  }

  private static Duration now() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1e3);
  }
}
