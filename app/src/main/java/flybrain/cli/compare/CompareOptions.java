package flybrain.cli.compare;

import flybrain.PythonNumber;
import flybrain.terminal.Usage;
import picocli.CommandLine.Model.CommandSpec;

/// Command-line options shared by the comparisons of recorded runs.
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
}
