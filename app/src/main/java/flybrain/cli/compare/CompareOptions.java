package flybrain.cli.compare;

import flybrain.PythonNumber;
import flybrain.external.Backends;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// What the comparisons of recorded runs have in common on the command line.
final class CompareOptions {
  private CompareOptions() {}

  /// Refuses a duration in s that no run has.
  static void checkDuration(CommandSpec spec, double tRun) {
    Usage.require(
        spec,
        tRun > 0 && tRun < Double.POSITIVE_INFINITY,
        "--t-run " + PythonNumber.text(tRun) + ": must be above 0 s and finite");
  }

  /// Refuses a number of trials that no run has.
  static void checkTrials(CommandSpec spec, int trials) {
    Usage.require(spec, trials >= 1, "--n-run " + trials + ": must be at least 1");
  }

  /// Refuses a round that no run has.
  static void checkRound(CommandSpec spec, int round) {
    Usage.require(spec, round >= 1, "round " + round + ": must be at least 1, the first round");
  }

  /// Whether a backend without a file counts as missing: one of the suite's, or one that recorded a
  /// run of another size.
  static boolean isExpected(RecordedFiles files, String key) throws IOException {
    return Backends.isOfSuite(key)
        || files.sizes(List.of(), List.of()).stream().anyMatch(size -> files.has(key, size));
  }

  /// An entry of the list of missing inputs.
  ///
  /// @param round counted from 1, null to leave it out
  static Map<String, Object> missing(
      BackendName backend, @Nullable Integer round, RecordedFiles.Size size, Path path) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("backend", backend.key());
    entry.put("framework", backend.framework());
    if (round != null) {
      entry.put("round", round);
    }
    entry.put("t_run", size.tRun());
    entry.put("n_run", size.trials());
    entry.put("path", path.toString());
    return entry;
  }
}
