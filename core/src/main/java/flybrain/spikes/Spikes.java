package flybrain.spikes;

/// Spikes in memory as three columns of equal length, ordered by trial, step and neuron index.
public final class Spikes {
  private final int[] trials;
  private final int[] steps;
  private final int[] neurons;

  /// @param trials trial of each spike, counted from 0; not copied, never written
  /// @param steps time step of each spike
  /// @param neurons neuron index of each spike
  public Spikes(int[] trials, int[] steps, int[] neurons) {
    if (trials.length != steps.length || steps.length != neurons.length) {
      throw new IllegalArgumentException(
          "columns of unequal length: %d, %d, %d"
              .formatted(trials.length, steps.length, neurons.length));
    }
    this.trials = trials;
    this.steps = steps;
    this.neurons = neurons;
  }

  public int size() {
    return steps.length;
  }

  public int trial(int spike) {
    return trials[spike];
  }

  public int step(int spike) {
    return steps[spike];
  }

  public int neuron(int spike) {
    return neurons[spike];
  }
}
