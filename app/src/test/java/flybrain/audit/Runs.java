package flybrain.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What audits of tests expect of a run.
final class Runs {
  static final ExpectedRun UNKNOWN = of(Double.NaN, 0);

  private Runs() {}

  /// A run of which only the size is known.
  static ExpectedRun of(double tRun, int trials) {
    return run("", "", tRun, trials, null, "");
  }

  /// A run whose driven neurons are known, with the rate of their input in Hz.
  static ExpectedRun driven(double tRun, int trials, Map<Long, Double> driven) {
    return run("event", "1", tRun, trials, driven, "");
  }

  static ExpectedRun replayed(double tRun, int trials, Map<Long, Double> driven) {
    return run("event", "1", tRun, trials, driven, "events.csv");
  }

  /// A run by a backend with a seed, empty if that is not recorded.
  static ExpectedRun by(String backend, String seed, int trials) {
    return run(backend, seed, 1, trials, null, "");
  }

  private static ExpectedRun run(
      String backend,
      String seed,
      double tRun,
      int trials,
      @Nullable Map<Long, Double> driven,
      String replay) {
    return new ExpectedRun(backend, seed, tRun, trials, 0.1, 2.2, driven, replay, false);
  }
}
