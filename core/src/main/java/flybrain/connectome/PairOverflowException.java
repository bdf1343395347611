package flybrain.connectome;

import java.io.Serial;

/// The synapses of a pair of neurons that add up beyond 32 bits.
final class PairOverflowException extends ArithmeticException {
  @Serial private static final long serialVersionUID = 1L;

  private final int pre;
  private final int post;
  private final long synapses;

  /// @param pre presynaptic neuron index
  /// @param post postsynaptic neuron index
  PairOverflowException(int pre, int post, long synapses) {
    super("%d -> %d: %d synapses exceed 32 bits".formatted(pre, post, synapses));
    this.pre = pre;
    this.post = post;
    this.synapses = synapses;
  }

  /// The message, with the ids of the pair.
  String message(Neurons neurons) {
    return ("connection %d -> %d: the synapses of its rows add up to %d, which exceeds 32 bits; "
            + "correct its rows")
        .formatted(neurons.id(pre), neurons.id(post), synapses);
  }
}
