package flybrain.cli;

import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.spikes.Measurement;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a run gave: everything that its summary shows, as text or as JSON.
///
/// @param connectome the brain
/// @param experiment what was run on it
/// @param backendKey the backend's word in files and options
/// @param framework the backend's name in tables
/// @param spikes number of spikes, all trials together
/// @param activeNeurons neurons that fired in any trial
/// @param spikesPerTrial mean and sample sd over trials
/// @param activePerTrial mean and sample sd over trials
/// @param mostActive of the neurons without an input of their own those of highest mean rate,
///   highest first, ties by FlyWire id
/// @param mostActiveDriven the same of those that are driven
/// @param readOuts the neurons that were asked for, in the order asked
/// @param times how long it took
/// @param file the spike file, null for none
/// @param warnings what was left out, a line each
record RunReport(
    Connectome connectome,
    Experiment experiment,
    String backendKey,
    String framework,
    long spikes,
    int activeNeurons,
    Measurement spikesPerTrial,
    Measurement activePerTrial,
    List<NeuronRate> mostActive,
    List<NeuronRate> mostActiveDriven,
    List<NeuronRate> readOuts,
    Times times,
    @Nullable Path file,
    List<String> warnings) {

  /// The firing rate of one neuron.
  ///
  /// @param name the read-out that it is or a set that it is in; empty when it has no name
  /// @param flywireId FlyWire root id
  /// @param index neuron index
  /// @param driven whether it has an input of its own
  /// @param rate mean and sample sd over trials, in Hz
  record NeuronRate(String name, long flywireId, int index, boolean driven, Measurement rate) {}

  /// Wall times in s: loading, compiling, the steps alone, the framework's compiled programs from
  /// their start to their end (0 where there are none), and everything.
  record Times(double setup, double build, double simulation, double programs, double total) {}

  /// Brain time over wall time of the steps alone.
  double realTimeRatio() {
    return experiment.duration() * experiment.trials() / times.simulation();
  }
}
