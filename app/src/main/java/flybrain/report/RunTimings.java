package flybrain.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The timings that may be compared with each other: one run of the benchmark with one experiment
/// on one connectome.
///
/// @param label of the run, empty for runs without one
/// @param experiment its name, with the connectome where that is not v783; empty in files of March
///   2026
/// @param experimentKey such as `sugar`; empty in files of March 2026
/// @param timings by backend, then duration, then number of trials
public record RunTimings(
    String label, String experiment, String experimentKey, List<Timing> timings) {
  /// Key of the backend that every other one is compared with.
  public static final String BASELINE = "brian2cpp";

  public RunTimings {
    timings = List.copyOf(timings);
  }

  /// The run, in a few words.
  public String title() {
    String name = experiment.isEmpty() ? "experiment not recorded" : experiment;
    return label.isEmpty() ? name : name + " · run " + label;
  }

  /// Timings of which there is a number, in their order.
  public List<Timing> measured() {
    return timings.stream().filter(Timing::isMeasured).toList();
  }

  /// The same without what was measured in a single round.
  public RunTimings repeated() {
    return new RunTimings(
        label, experiment, experimentKey, timings.stream().filter(Timing::isRepeated).toList());
  }

  /// Durations of a trial that were measured, in s, ascending.
  public List<Double> durations() {
    return List.copyOf(
        measured().stream().map(Timing::duration).collect(Collectors.toCollection(TreeSet::new)));
  }

  /// Numbers of trials that were measured, ascending.
  public List<Integer> trials() {
    return List.copyOf(
        measured().stream().map(Timing::trials).collect(Collectors.toCollection(TreeSet::new)));
  }

  /// Keys of the backends that were measured, in the order of timings.
  public SequencedSet<String> backendKeys() {
    return measured().stream()
        .map(Timing::backendKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// How many times as fast as Brian2 the steps of the same size were; NaN without Brian2.
  ///
  /// Taken from real-time ratios, because times below a millisecond are rounded in results files.
  public double simSpeed(Timing timing) {
    return find(BASELINE, timing.duration(), timing.trials())
        .map(brian2 -> timing.realtimeRatio().median() / brian2.realtimeRatio().median())
        .orElse(Double.NaN);
  }

  /// How many times as fast as Brian2 everything of the same size was; NaN without Brian2.
  public double totalSpeed(Timing timing) {
    return find(BASELINE, timing.duration(), timing.trials())
        .map(brian2 -> brian2.total().median() / timing.total().median())
        .orElse(Double.NaN);
  }

  /// Time of the steps per trial over the time of a single trial on the same backend: 1 if trials
  /// simply run one after the other, less if they share work or cores; NaN without a run of one
  /// trial.
  public double costOfTrial(Timing timing) {
    return find(timing.backendKey(), timing.duration(), 1)
        .map(single -> single.realtimeRatio().median() / timing.realtimeRatio().median())
        .orElse(Double.NaN);
  }

  private Optional<Timing> find(String key, double duration, int trials) {
    return measured().stream().filter(timing -> timing.isOf(key, duration, trials)).findFirst();
  }
}
