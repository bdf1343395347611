package flybrain.laboratory;

import flybrain.experiment.Experiment;
import flybrain.spikes.Measurement;
import flybrain.spikes.SpikeStatistics;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The outcome of a run.
///
/// @param plan what was run
/// @param statistics of its spikes; without trials when none were recorded
/// @param times how long it took
/// @param ofBackend what the backend said of itself, such as `software`, `device` and `seeds`;
///   empty for our own engines
/// @param file the spike file, null for none
public record Report(
    Plan plan,
    SpikeStatistics statistics,
    Times times,
    Map<String, String> ofBackend,
    @Nullable Path file) {
  public Report {
    ofBackend = Collections.unmodifiableMap(new LinkedHashMap<>(ofBackend));
  }

  /// Wall times in s.
  ///
  /// @param setup opening the brain, resolving the recipe, loading and creating the network
  /// @param build generating and compiling code; 0 for a backend that compiles nothing
  /// @param simulation the steps alone
  /// @param programs the programs that a framework compiled, from their start to their end; 0 where
  ///   there are none
  /// @param total everything, to the complete spike file
  public record Times(
      double setup, double build, double simulation, double programs, double total) {}

  /// The report of something that has this run in it.
  ///
  /// @param seconds total wall time of that, in s
  public Report withTotal(double seconds) {
    Times all = new Times(times.setup, times.build, times.simulation, times.programs, seconds);
    return new Report(plan, statistics, all, ofBackend, file);
  }

  /// Firing rate of a neuron in Hz: mean and sample sd over all trials. Spikes of the whole trial
  /// count; nothing is left out at its start.
  ///
  /// @param neuron index in the connectome
  public Measurement rate(int neuron) {
    return statistics.spikesOf(neuron).times(1 / plan.experiment().duration());
  }

  /// Brain time of all trials over wall time of the steps alone: above 1 is faster than the fly.
  public double realTimeRatio() {
    Experiment experiment = plan.experiment();
    return experiment.duration() * experiment.trials() / times.simulation();
  }

  /// Where the spikes come from, as the key-value metadata of their file.
  public Map<String, String> provenance() {
    Map<String, String> facts = new LinkedHashMap<>(plan.provenance());
    facts.putAll(Provenance.ofBackend(ofBackend));
    return facts;
  }
}
