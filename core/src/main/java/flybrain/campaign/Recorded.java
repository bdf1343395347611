package flybrain.campaign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An experiment of a campaign as its folder has it.
///
/// @param number place in the campaign
/// @param name unique in the campaign
/// @param step that it belongs to
/// @param role `arm`, `control` or `base`
/// @param control name of the experiment that it is compared with, empty for none
/// @param reference name of the experiment whose read-out rate sizes effects, empty for none
/// @param rate of the first driven set in Hz, NaN if nothing is driven
/// @param rate2 of the second driven set in Hz, NaN if there is none
/// @param driven neuron or set that is driven in this experiment alone, empty for the base's
/// @param silenced neurons that are silenced beside the base's, empty for none
/// @param parameters of the model that differ from the base's
/// @param seed of its random input
/// @param trials number of trials
/// @param duration of a trial in s
/// @param silenceMode which connections of silenced neurons are gone
/// @param spikes of the whole brain in a trial, mean
/// @param active neurons that fire in a trial, mean
/// @param status `done`, `runaway` or `no neurons`
/// @param wiring name of the changed brain that it ran on, empty for the brain as it is
/// @param counts spikes of each read-out by its name
public record Recorded(
    long number,
    String name,
    String step,
    String role,
    String control,
    String reference,
    double rate,
    double rate2,
    String driven,
    String silenced,
    String parameters,
    long seed,
    long trials,
    double duration,
    String silenceMode,
    double spikes,
    double active,
    String status,
    String wiring,
    Map<String, Counts> counts) {
  static final String DONE = "done";
  static final String RUNAWAY = "runaway";
  static final String NO_NEURONS = "no neurons";

  public Recorded {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /// Whether it is an experiment of the step, not a control or base experiment.
  public boolean isArm() {
    return role.equals(PlannedExperiment.Role.ARM.toString());
  }

  /// Whether its activity ran away.
  public boolean ranAway() {
    return status.equals(RUNAWAY);
  }

  /// Whether the connectome has no neuron of the set that it is about, so nothing was run.
  public boolean hadNoNeurons() {
    return status.equals(NO_NEURONS);
  }

  /// Firing rate of a neuron of a read-out in Hz, mean over trials and its neurons; NaN if the
  /// connectome has none of them.
  public double rateOf(String readOut) {
    Counts counted = counts.get(readOut);
    return counted == null ? Double.NaN : counted.mean() / duration / counted.neurons();
  }

  /// Sample standard deviation over trials of [#rateOf] in Hz; NaN with a single trial.
  public double sdOf(String readOut) {
    Counts counted = counts.get(readOut);
    return counted == null ? Double.NaN : counted.sd() / duration / counted.neurons();
  }

  /// What differs from the base experiment, in words; empty for none but the rates.
  public String change() {
    List<String> words = new ArrayList<>();
    if (!driven.isEmpty()) {
      words.add(driven + " alone");
    }
    if (!silenced.isEmpty()) {
      words.add("without " + silenced);
    }
    if (!parameters.isEmpty()) {
      words.add(parameters);
    }
    return String.join(", ", words);
  }
}
