package flybrain.attribution;

import flybrain.connectome.Connections;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The presynaptic partners of neurons, among those that spike.
///
/// Connections are stored by presynaptic neuron, so the partners of a neuron are found by looking
/// for it in the row of each neuron that spikes, by bisection; they are kept.
final class Partners {
  /// The partners of one neuron.
  static final class Of {
    private final int[] neurons;
    private final int[] synapses;

    private Of(int[] neurons, int[] synapses) {
      this.neurons = neurons;
      this.synapses = synapses;
    }

    int size() {
      return neurons.length;
    }

    /// A presynaptic neuron, in ascending order.
    int neuron(int partner) {
      return neurons[partner];
    }

    /// Its signed number of synapses.
    int synapses(int partner) {
      return synapses[partner];
    }
  }

  private final Connections connections;
  private final int[] spiking;

  /// By postsynaptic neuron.
  private final Map<Integer, Of> known = new HashMap<>();

  /// @param spiking the neurons that spike in any trial, ascending
  Partners(Connections connections, int[] spiking) {
    this.connections = connections;
    this.spiking = spiking;
  }

  Of of(int neuron) {
    return known.computeIfAbsent(neuron, this::find);
  }

  private Of find(int neuron) {
    int[] neurons = new int[spiking.length];
    int[] synapses = new int[spiking.length];
    int count = 0;
    for (int presynaptic : spiking) {
      int weight = weight(presynaptic, neuron);
      if (weight != 0) {
        neurons[count] = presynaptic;
        synapses[count++] = weight;
      }
    }
    return new Of(Arrays.copyOf(neurons, count), Arrays.copyOf(synapses, count));
  }

  /// Rows are ordered by postsynaptic neuron, each once.
  private int weight(int presynaptic, int postsynaptic) {
    int low = connections.rowStart(presynaptic);
    int high = connections.rowStart(presynaptic + 1);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (connections.target(middle) < postsynaptic) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    boolean isThere =
        low < connections.rowStart(presynaptic + 1) && connections.target(low) == postsynaptic;
    return isThere ? connections.weight(low) : 0;
  }
}
