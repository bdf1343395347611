package flybrain.engine;

import java.util.Arrays;

/// The neurons that a trial has reached so far, each with a place in the order in which they were.
///
/// Most of a brain stays silent. States that are kept by place lie side by side, so that those in
/// use fit a processor's cache, where those of all neurons do not.
final class ReachedNeurons {
  /// Place of each neuron plus 1; 0 for one that was not reached.
  private final int[] placeOf;

  private int[] neuronAt;
  private int count;

  ReachedNeurons(int neurons) {
    placeOf = new int[neurons];
    neuronAt = new int[Math.min(neurons, 1024)];
  }

  ReachedNeurons(ReachedNeurons other) {
    placeOf = other.placeOf.clone();
    neuronAt = other.neuronAt.clone();
    count = other.count;
  }

  int count() {
    return count;
  }

  /// The place of a neuron, or -1 if it was not reached.
  int placeOf(int neuron) {
    return placeOf[neuron] - 1;
  }

  int neuronAt(int place) {
    return neuronAt[place];
  }

  /// The place of a neuron, which counts as reached from now on.
  int reach(int neuron) {
    if (placeOf[neuron] == 0) {
      if (count == neuronAt.length) {
        neuronAt = Arrays.copyOf(neuronAt, Math.min(2 * count, placeOf.length));
      }
      neuronAt[count++] = neuron;
      placeOf[neuron] = count;
    }
    return placeOf[neuron] - 1;
  }
}
