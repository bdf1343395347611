package flybrain.spikes;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is known about a spike file apart from its content.
///
/// @param backend key of the backend that made it, empty when unknown
/// @param tRun duration of a trial in s, NaN when unknown
/// @param trials number of trials, 0 when unknown
public record SpikeFileOrigin(String backend, double tRun, int trials) {
  /// Nothing is known.
  public static final SpikeFileOrigin UNKNOWN = new SpikeFileOrigin("", Double.NaN, 0);

  private static final Pattern BENCHMARK_NAME =
      Pattern.compile(
          "(?<backend>[a-z0-9-]+)_t(?<tRun>[0-9]+(\\.[0-9]+)?(e[+-]?[0-9]+)?)s_n(?<trials>[0-9]{1,9})"
              + "\\.parquet");

  /// What the name of a file tells when it is one of the benchmark, such as
  /// `brian2cpp_t0.1s_n4.parquet`; else nothing.
  public static SpikeFileOrigin ofName(Path file) {
    Matcher name = BENCHMARK_NAME.matcher(String.valueOf(file.getFileName()));
    return name.matches()
        ? new SpikeFileOrigin(
            name.group("backend"),
            Double.parseDouble(name.group("tRun")),
            Integer.parseInt(name.group("trials")))
        : UNKNOWN;
  }

  /// Whether the backend is PyTorch, whose old files have `t` in ms.
  boolean isPyTorch() {
    return backend.equals("pytorch") || backend.equals("pytorch-cpu");
  }
}
