package flybrain.engine;

import java.util.Arrays;

/// The neurons whose state is kept up to date, each with a place, in the order in which they woke.
///
/// States that are kept by place are contiguous. Those of the few neurons that come near the
/// threshold fit a processor's first cache.
final class AwakeNeurons {
  private final NeuronTable table;

  /// By place; the first `count` count.
  private int[] neuronAt = new int[128];

  private int count;
  private boolean inOrder;

  AwakeNeurons(NeuronTable table) {
    this.table = table;
  }

  /// A copy.
  ///
  /// @param table a copy of that of the other
  AwakeNeurons(AwakeNeurons other, NeuronTable table) {
    this.table = table;
    this.neuronAt = other.neuronAt.clone();
    this.count = other.count;
    this.inOrder = other.inOrder;
  }

  /// The number of all neurons, awake or not.
  int neurons() {
    return table.neurons();
  }

  int count() {
    return count;
  }

  /// The place of a neuron, or -1 if it is not awake.
  int place(int neuron) {
    return table.place(neuron);
  }

  int neuron(int place) {
    return neuronAt[place];
  }

  /// The place of a neuron, which is awake from now on.
  int wake(int neuron) {
    if (table.place(neuron) < 0) {
      if (count == neuronAt.length) {
        neuronAt = Arrays.copyOf(neuronAt, 2 * count);
      }
      table.setPlace(neuron, count);
      neuronAt[count++] = neuron;
    }
    return table.place(neuron);
  }

  /// The neurons that are awake, by place.
  int[] all() {
    return Arrays.copyOf(neuronAt, count);
  }

  /// Wakes all neurons, with places in their own order.
  void wakeAllInOrder() {
    clear();
    neuronAt = new int[neurons()];
    for (int neuron = 0; neuron < neurons(); neuron++) {
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
      table.setPlace(neuronAt[place], -1);
    }
    count = 0;
  }
}
