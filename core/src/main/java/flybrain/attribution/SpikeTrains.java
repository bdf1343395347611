package flybrain.attribution;

import java.util.Arrays;

/// The spikes of one trial, train by train: numbered by neuron, then by step.
final class SpikeTrains {
  /// The neuron of each train, ascending.
  private final int[] neurons;

  /// The number of the first spike of each train, and at last the number of all spikes.
  private final int[] starts;

  /// By number of the spike; ascending within a train.
  private final int[] steps;

  /// @param steps step of each spike, ascending
  /// @param spiking neuron of each spike
  SpikeTrains(int[] steps, int[] spiking) {
    long[] order = new long[steps.length];
    for (int k = 0; k < steps.length; k++) {
      order[k] = (long) spiking[k] << Integer.SIZE | steps[k];
    }
    Arrays.sort(order);
    this.steps = new int[order.length];
    int[] active = new int[order.length];
    int[] first = new int[order.length + 1];
    int trains = 0;
    for (int k = 0; k < order.length; k++) {
      this.steps[k] = (int) order[k];
      int neuron = (int) (order[k] >>> Integer.SIZE);
      if (trains == 0 || active[trains - 1] != neuron) {
        active[trains] = neuron;
        first[trains++] = k;
      }
    }
    first[trains] = order.length;
    this.neurons = Arrays.copyOf(active, trains);
    this.starts = Arrays.copyOf(first, trains + 1);
  }

  /// Number of neurons that spike.
  int size() {
    return neurons.length;
  }

  /// The neuron of a train, in ascending order.
  int neuron(int train) {
    return neurons[train];
  }

  /// The train of a neuron, or -1 if it does not spike.
  int train(int neuron) {
    return Math.max(-1, Arrays.binarySearch(neurons, neuron));
  }

  /// The number of the first spike of a train; `from(size())` is the number of all spikes.
  int from(int train) {
    return starts[train];
  }

  /// Number of spikes.
  int spikes() {
    return steps.length;
  }

  boolean isSpike(int neuron, int step) {
    int train = train(neuron);
    return train >= 0 && Arrays.binarySearch(steps, starts[train], starts[train + 1], step) >= 0;
  }

  /// The neuron of a spike.
  int neuronOf(int spike) {
    int train = Arrays.binarySearch(starts, spike);
    return neurons[train < 0 ? -train - 2 : train];
  }

  int step(int spike) {
    return steps[spike];
  }

  /// The number of the first spike of a train at a step or later; `from(train + 1)` for none.
  int firstFrom(int train, int step) {
    int k = Arrays.binarySearch(steps, starts[train], starts[train + 1], step);
    return k < 0 ? -k - 1 : k;
  }

  /// The steps of the spikes of a neuron.
  int[] steps(int neuron) {
    int train = train(neuron);
    return train < 0 ? new int[0] : Arrays.copyOfRange(steps, starts[train], starts[train + 1]);
  }
}
