package flybrain.spikes;

import flybrain.InputException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Duration and number of the trials of a recorded run.
///
/// @param duration of a trial in s, NaN if unknown
/// @param trials number of trials, 0 if unknown
public record RunSize(double duration, int trials) {
  /// The size recorded in the metadata of a spike file (`flybrain.t_run`, `flybrain.n_run`),
  /// otherwise in its name.
  ///
  /// @param file whose name may be a benchmark's, see [SpikeFileName]; it is not read
  /// @throws InputException if the metadata makes no sense
  public static RunSize of(Path file, Map<String, String> metadata) {
    Optional<SpikeFileName> name = SpikeFileName.of(file);
    String duration = metadata.get("flybrain.t_run");
    String trials = metadata.get("flybrain.n_run");
    return new RunSize(
        duration == null
            ? name.map(SpikeFileName::tRun).orElse(Double.NaN)
            : duration(file, duration),
        trials == null ? name.map(SpikeFileName::trials).orElse(0) : trials(file, trials));
  }

  private static double duration(Path file, String text) {
    try {
      double duration = Double.parseDouble(text);
      if (duration > 0 && Double.isFinite(duration)) {
        return duration;
      }
    } catch (NumberFormatException e) {
      // Reported below, with what is allowed.
    }
    throw senseless(file, "flybrain.t_run", text, "a number of seconds above 0");
  }

  private static int trials(Path file, String text) {
    try {
      int trials = Integer.parseInt(text);
      if (trials > 0) {
        return trials;
      }
    } catch (NumberFormatException e) {
      // Reported below, with what is allowed.
    }
    throw senseless(file, "flybrain.n_run", text, "a whole number of at least 1");
  }

  private static InputException senseless(Path file, String key, String text, String allowed) {
    return new InputException(
        "%s: metadata %s '%s': must be %s".formatted(file, key, text, allowed));
  }
}
