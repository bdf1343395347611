package flybrain.campaign;

import java.util.LinkedHashMap;
import java.util.Map;

/// The size of a campaign and the time that it will take. All times are in s.
///
/// @param experiments number of experiments, at most where a step depends on results
/// @param trials of all of them
/// @param brainSeconds of all trials
/// @param secondsByStep wall time of each step by its name, in the order of the campaign, from the
///   time of some trials on this machine
public record Estimate(
    int experiments, long trials, double brainSeconds, Map<String, Double> secondsByStep) {
  public Estimate {
    secondsByStep = new LinkedHashMap<>(secondsByStep);
  }

  /// Wall time of all steps.
  public double seconds() {
    return secondsByStep.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /// Wall time of the steps of a stage.
  public double seconds(Stage stage) {
    return stage.steps().stream()
        .mapToDouble(step -> secondsByStep.getOrDefault(step.name(), 0.0))
        .sum();
  }
}
