package flybrain.export;

import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import java.io.IOException;
import java.util.Arrays;

/// The network of the exported neurons: the connections of the connectome from one to another.
final class ActiveNetwork {
  private final ExportedNeurons neurons;
  private final Connections connections;
  private final int leastSynapses;

  /// Position of an exported neuron by its index, -1 for others.
  private final int[] positions;

  /// @param leastSynapses fewest synapses of a connection
  ActiveNetwork(ExportedNeurons neurons, Connectome brain, int leastSynapses) {
    this.neurons = neurons;
    this.connections = brain.connections();
    this.leastSynapses = leastSynapses;
    this.positions = new int[brain.neurons().size()];
    Arrays.fill(positions, -1);
    for (int neuron = 0; neuron < neurons.size(); neuron++) {
      positions[neurons.indices()[neuron]] = neuron;
    }
  }

  /// Takes connections.
  interface Connection {
    /// Takes a connection.
    ///
    /// @param pre position of the presynaptic neuron among those exported
    /// @param post position of the postsynaptic neuron
    /// @param weight signed number of synapses
    void take(int pre, int post, int weight) throws IOException;
  }

  /// The connections, by presynaptic neuron in the order of the export.
  void forEach(Connection each) throws IOException {
    for (int pre = 0; pre < neurons.size(); pre++) {
      int index = neurons.indices()[pre];
      for (int c = connections.rowStart(index); c < connections.rowStart(index + 1); c++) {
        int post = positions[connections.target(c)];
        int weight = connections.weight(c);
        if (post >= 0 && Math.abs((long) weight) >= leastSynapses) {
          each.take(pre, post, weight);
        }
      }
    }
  }
}
