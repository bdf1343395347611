package flybrain.bench;

/// How the benchmarks of a run ended.
///
/// @param succeeded finished
/// @param skipped were already complete
/// @param failed started and failed
/// @param notRun could not be started on this machine
public record Tally(int succeeded, int skipped, int failed, int notRun) {
  static final Tally NONE = new Tally(0, 0, 0, 0);

  Tally plusSucceeded() {
    return new Tally(succeeded + 1, skipped, failed, notRun);
  }

  Tally plusSkipped() {
    return new Tally(succeeded, skipped + 1, failed, notRun);
  }

  Tally plusFailed() {
    return new Tally(succeeded, skipped, failed + 1, notRun);
  }

  Tally plusNotRun() {
    return new Tally(succeeded, skipped, failed, notRun + 1);
  }
}
