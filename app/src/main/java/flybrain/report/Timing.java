package flybrain.report;

/// Times of the rounds of one benchmark: one backend, one duration, one number of trials.
///
/// @param backendKey such as `brian2cpp`; the framework's name where a file does not say the key
/// @param framework name of the backend, such as `Brian2 (CPU)`
/// @param duration of a trial in s
/// @param trials number of trials
/// @param rounds that succeeded; all times are theirs
/// @param failedRounds that did not
/// @param failure what the last failed one says, empty if none failed
/// @param setup time to load and create the network, in s
/// @param build time to generate and compile code, in s
/// @param sim time of the steps alone, in s
/// @param total time of everything, in s
/// @param realtimeRatio brain time of all trials over the time of the steps
public record Timing(
    String backendKey,
    String framework,
    double duration,
    int trials,
    int rounds,
    int failedRounds,
    String failure,
    Spread setup,
    Spread build,
    Spread sim,
    Spread total,
    Spread realtimeRatio) {
  /// Whether any round succeeded.
  public boolean isMeasured() {
    return rounds > 0;
  }

  /// Whether there is more than one round: a single one is a cold start, which is not a measure of
  /// speed.
  public boolean isRepeated() {
    return rounds > 1;
  }

  boolean isOf(String key, double ofDuration, int ofTrials) {
    return backendKey.equals(key) && duration == ofDuration && trials == ofTrials;
  }
}
