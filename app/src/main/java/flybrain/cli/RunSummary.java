package flybrain.cli;

import flybrain.laboratory.Report;
import flybrain.spikes.Measurement;
import java.util.List;

/// The summary of a run, for text and JSON.
///
/// @param report what it gave
/// @param mostActive of the neurons without an input of their own those of highest mean rate,
///   highest first, ties by FlyWire id
/// @param mostActiveDriven the same for driven neurons
/// @param readOuts the neurons that were asked for, in the order asked
/// @param sourceOfSides the file that the sides are from, empty for none
record RunSummary(
    Report report,
    List<NeuronRate> mostActive,
    List<NeuronRate> mostActiveDriven,
    List<NeuronRate> readOuts,
    String sourceOfSides) {

  /// The firing rate of one neuron.
  ///
  /// @param name the read-out that it is or a set that it is in; empty if it has no name
  /// @param cell its cell type, or where none is known its finest class; empty for neither
  /// @param side its side as the table has it, empty if unknown
  /// @param flywireId FlyWire root id
  /// @param index neuron index
  /// @param driven whether it has an input of its own
  /// @param rate mean and sample sd over trials, in Hz
  record NeuronRate(
      String name,
      String cell,
      String side,
      long flywireId,
      int index,
      boolean driven,
      Measurement rate) {}
}
