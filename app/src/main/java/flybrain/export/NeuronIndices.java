package flybrain.export;

import flybrain.InputException;
import flybrain.spikes.FiringRates;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// The neuron indices in a spike file.
public final class NeuronIndices {
  private NeuronIndices() {}

  /// The index of each neuron that fired, in the order of the rates; empty if the file has none.
  ///
  /// @throws InputException if a neuron has two indices
  public static int[] of(Path file, FiringRates rates) throws IOException {
    int[] indices = new int[rates.neurons()];
    Arrays.fill(indices, SpikeRows.NO_NEURON_INDEX);
    try (SpikeFileReader reader = new SpikeFileReader(file)) {
      if (!reader.hasNeuronIndex()) {
        return new int[0];
      }
      while (reader.next()) {
        SpikeRows rows = reader.rows();
        for (int row = 0; row < rows.size(); row++) {
          long id = rows.flywireIds()[row];
          int number = rates.indexOf(id);
          int index = rows.neurons()[row];
          if (number < 0) {
            throw new InputException(
                file + ": changed while it was read; try again when it is complete");
          }
          if (indices[number] != SpikeRows.NO_NEURON_INDEX && indices[number] != index) {
            throw new InputException(
                "%s: neuron %d has the neuron_index %d and the neuron_index %d; a neuron has one"
                    .formatted(file, id, indices[number], index));
          }
          indices[number] = index;
        }
      }
    }
    return indices;
  }
}
