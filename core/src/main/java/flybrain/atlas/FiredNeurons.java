package flybrain.atlas;

import flybrain.spikes.SpikeSink;
import flybrain.spikes.TrialSink;
import java.util.Arrays;

/// Counts the spikes of each neuron in all trials of an experiment, and of the next one after that:
/// the counters of a brain are made once, and only those that were used are cleared.
final class FiredNeurons implements SpikeSink, TrialSink {
  /// Spikes by neuron index, 0 for all that are not in `fired`.
  private final int[] ofNeuron;

  /// Indices in the order of first spikes; the first `size` count.
  private int[] fired = new int[64];

  private int size;

  /// @param neurons of the brain
  FiredNeurons(int neurons) {
    this.ofNeuron = new int[neurons];
  }

  @Override
  public TrialSink begin(int trial) {
    return this;
  }

  /// Trials of one experiment may run at once.
  @Override
  public synchronized void spikes(int[] steps, int[] neurons, int count) {
    for (int i = 0; i < count; i++) {
      if (ofNeuron[neurons[i]]++ == 0) {
        if (size == fired.length) {
          fired = Arrays.copyOf(fired, 2 * size);
        }
        fired[size++] = neurons[i];
      }
    }
  }

  @Override
  public void end() {}

  /// What was counted since the last call.
  ///
  /// @param driven neuron index
  synchronized Responses take(int driven) {
    int[] neurons = Arrays.copyOf(fired, size);
    Arrays.sort(neurons);
    int[] spikes = new int[size];
    for (int k = 0; k < size; k++) {
      spikes[k] = ofNeuron[neurons[k]];
      ofNeuron[neurons[k]] = 0;
    }
    size = 0;
    return new Responses(driven, neurons, spikes);
  }
}
