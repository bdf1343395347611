package flybrain.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// What the comparisons of recorded runs have in common on the command line.
final class CompareOptions {
  /// The reference suite's default backends, which are missing when they have no file.
  private static final Set<String> SUITE =
      Set.of("brian2cpp", "brian2cuda", "pytorch", "nestgpu", "genn");

  private CompareOptions() {}

  /// Refuses a tolerance below 0.
  static void checkTolerance(CommandSpec spec, double tolerance) {
    if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          spec.commandLine(),
          "--tolerance-ms %s: must be at least 0 and finite, in ms".formatted(tolerance));
    }
  }

  /// Whether a backend without a file counts as missing: one of the suite's, or one that recorded a
  /// run of another size.
  static boolean isExpected(RecordedFiles files, String key, List<RecordedFiles.Size> sizes) {
    return SUITE.contains(key) || sizes.stream().anyMatch(size -> files.has(key, size));
  }

  /// An entry of the list of missing inputs.
  ///
  /// @param round counted from 1, null to leave it out
  static Map<String, Object> missing(
      String key, String framework, @Nullable Integer round, RecordedFiles.Size size, Path path) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("backend", key);
    entry.put("framework", framework);
    if (round != null) {
      entry.put("round", round);
    }
    entry.put("t_run", size.tRun());
    entry.put("n_run", size.trials());
    entry.put("path", path.toString());
    return entry;
  }

  /// What a map has for the key of a backend that must be in it.
  static <T> T known(Map<String, T> ofBackends, String key) {
    return Objects.requireNonNull(ofBackends.get(key), key);
  }
}
