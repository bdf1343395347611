package flybrain.connectome;

/// A brain: its neurons and the connections between them.
///
/// @param name `synthetic`, `v783`, `v630`, or the name of the folder it was read from
/// @param fingerprint SHA-256 in hex of the sources it was made from
/// @param neurons the neurons, by index
/// @param connections the connections, by presynaptic neuron
public record Connectome(
    String name, String fingerprint, Neurons neurons, Connections connections) {
  public Connectome {
    if (neurons.size() != connections.neurons()) {
      throw new IllegalArgumentException(
          "%d neurons but %d rows of connections".formatted(neurons.size(), connections.neurons()));
    }
  }
}
