package flybrain.spikes;

/// Spikes in memory as three columns of equal length, ordered by trial, step and neuron index.
public final class Spikes {
  private final int[] trials;
  private final int[] steps;
  private final int[] neurons;

  /// @param trials trial of each spike, counted from 0; not copied, never written
  /// @param steps time step of each spike, of the same length; not copied, never written
  /// @param neurons neuron index of each spike, of the same length; not copied, never written
  /// @throws IllegalArgumentException for arrays of unequal length
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

  /// Number of spikes.
  public int size() {
    return steps.length;
  }

  /// Trial of a spike, counted from 0.
  ///
  /// @param spike 0 .. [#size] - 1
  public int trial(int spike) {
    return trials[spike];
  }

  /// Time step of a spike, counted from 0; its time is the step times dt.
  ///
  /// @param spike 0 .. [#size] - 1
  public int step(int spike) {
    return steps[spike];
  }

  /// Neuron index of a spike.
  ///
  /// @param spike 0 .. [#size] - 1
  public int neuron(int spike) {
    return neurons[spike];
  }
}
