package flybrain.compare;

import flybrain.spikes.FiringRates;
import java.util.Arrays;

/// The spike times of one trial, neuron by neuron.
final class TrialTimes {
  private final FiringRates rates;

  /// Numbers of the neurons in the rates, and times in s, in the order of adding until sorted.
  private int[] neurons = new int[1024];

  private double[] times = new double[1024];

  private int size;

  /// Where the times of each neuron begin, and at last where they end.
  private int[] starts = {};

  /// @param rates of the file that the trial is of
  TrialTimes(FiringRates rates) {
    this.rates = rates;
  }

  /// Appends a spike, in any order.
  void add(long flywireId, double time) {
    if (size == times.length) {
      neurons = Arrays.copyOf(neurons, 2 * size);
      times = Arrays.copyOf(times, 2 * size);
    }
    neurons[size] = rates.indexOf(flywireId);
    times[size++] = time;
  }

  /// Orders the spikes by neuron, then by time; none may be added after that.
  void sort(int trial) {
    starts = new int[rates.neurons() + 1];
    for (int neuron = 0; neuron < rates.neurons(); neuron++) {
      starts[neuron + 1] = starts[neuron] + rates.spikes(trial, neuron);
    }
    int[] next = starts.clone();
    double[] sorted = new double[size];
    for (int i = 0; i < size; i++) {
      sorted[next[neurons[i]]++] = times[i];
    }
    for (int neuron = 0; neuron < rates.neurons(); neuron++) {
      Arrays.sort(sorted, starts[neuron], starts[neuron + 1]);
    }
    times = sorted;
    neurons = new int[0];
  }

  /// Times in s; a neuron's are at [#start] .. [#end] - 1.
  double[] times() {
    return times;
  }

  int start(int neuron) {
    return starts[neuron];
  }

  int end(int neuron) {
    return starts[neuron + 1];
  }
}
