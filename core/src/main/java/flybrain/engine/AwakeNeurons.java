package flybrain.engine;

import java.util.Arrays;

/// The neurons whose state is kept up to date, each with a place, in the order in which they woke.
///
/// States that are kept by place are contiguous. Those of the few neurons that come near the
/// threshold fit a processor's first cache.
final class AwakeNeurons {
  /// Place of each neuron plus 1; 0 for one that is not awake.
  private final int[] placeOf;

  private int[] neuronAt = new int[128];
  private int count;
  private boolean inOrder;

  AwakeNeurons(int neurons) {
    placeOf = new int[neurons];
  }

  /// The number of all neurons, awake or not.
  int neurons() {
    return placeOf.length;
  }

  int count() {
    return count;
  }

  /// The place of a neuron, or -1 if it is not awake.
  int place(int neuron) {
    return placeOf[neuron] - 1;
  }

  int neuron(int place) {
    return neuronAt[place];
  }

  /// The place of a neuron, which is awake from now on.
  int wake(int neuron) {
    if (placeOf[neuron] == 0) {
      if (count == neuronAt.length) {
        neuronAt = Arrays.copyOf(neuronAt, 2 * count);
      }
      neuronAt[count++] = neuron;
      placeOf[neuron] = count;
    }
    return placeOf[neuron] - 1;
  }

  /// The neurons that are awake, by place.
  int[] all() {
    return Arrays.copyOf(neuronAt, count);
  }

  /// Wakes all neurons, with places in their own order.
  void wakeAllInOrder() {
    clear();
    neuronAt = new int[placeOf.length];
    for (int neuron = 0; neuron < placeOf.length; neuron++) {
      wake(neuron);
    }
    inOrder = true;
  }

  /// Whether the place of each neuron is its own index.
  boolean areInOrder() {
    return inOrder;
  }

  /// No neuron is awake.
  void clear() {
    inOrder = false;
    for (int place = 0; place < count; place++) {
      placeOf[neuronAt[place]] = 0;
    }
    count = 0;
  }
}
