package flybrain.spikes;

import flybrain.PythonNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of the spike file of a benchmark, `BACKEND_tSECONDSs_nTRIALS.parquet`, as in
/// `brian2cpp_t0.1s_n4.parquet`.
///
/// Seconds are what Python prints of a float or an int: `0.1`, `1.0` or `1`, `5e-05`. The reference
/// suite writes `1` for the default duration, and `1.0` for a requested one. A copy may have more
/// in front, up to an underscore: `old_brian2cpp_t0.1s_n4.parquet`.
///
/// @param backend its key: lower-case letters, digits and hyphens
/// @param tRun duration of a trial in s, above 0
/// @param trials number of trials, at least 1
public record SpikeFileName(String backend, double tRun, int trials) {
  private static final Pattern NAME =
      Pattern.compile(
          "(?:.*_)?(?<backend>[a-z0-9-]+)_t(?<tRun>[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?)s"
              + "_n(?<trials>[1-9][0-9]{0,8})\\.parquet");

  /// The name of a file, whatever folder it is in; empty if it is not a benchmark's.
  public static Optional<SpikeFileName> of(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      return Optional.empty();
    }
    double tRun = Double.parseDouble(name.group("tRun"));
    return tRun > 0 && Double.isFinite(tRun)
        ? Optional.of(
            new SpikeFileName(name.group("backend"), tRun, Integer.parseInt(name.group("trials"))))
        : Optional.empty();
  }

  /// The name without extension.
  public String stem() {
    return backend + "_" + size(tRun, trials);
  }

  /// How a size is written in names of files, such as `t0.1s_n4`.
  ///
  /// @param tRun duration of a trial in s
  public static String size(double tRun, int trials) {
    return "t%ss_n%d".formatted(PythonNumber.text(tRun), trials);
  }

  /// The file of this name in a folder; or the suite's spelling of a whole number of seconds if
  /// only that exists.
  public Path in(Path folder) {
    Path file = folder.resolve(stem() + ".parquet");
    Path whole = folder.resolve(stem().replace(".0s_n", "s_n") + ".parquet");
    return !Files.isRegularFile(file) && Files.isRegularFile(whole) ? whole : file;
  }

  /// Whether the backend is PyTorch, whose old files have `t` in ms.
  boolean isPyTorch() {
    return backend.equals("pytorch") || backend.equals("pytorch-cpu");
  }
}
