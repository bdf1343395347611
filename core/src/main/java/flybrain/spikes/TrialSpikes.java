package flybrain.spikes;

/// Consecutive spikes of one trial.
final class TrialSpikes {
  final int trial;

  /// Number of spikes, at most the length of the arrays.
  final int count;

  /// Step of each spike.
  final int[] steps;

  /// Neuron index of each spike.
  final int[] neurons;

  TrialSpikes(int trial, int count, int[] steps, int[] neurons) {
    this.trial = trial;
    this.count = count;
    this.steps = steps;
    this.neurons = neurons;
  }

  static int count(Iterable<TrialSpikes> trials) {
    int sum = 0;
    for (TrialSpikes trial : trials) {
      sum += trial.count;
    }
    return sum;
  }
}
