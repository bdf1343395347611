package flybrain;

import java.io.Serial;

/// Neuron ids that a connectome does not have, where they may not be left out.
public final class UnknownNeuronException extends InputException {
  @Serial private static final long serialVersionUID = 1L;

  /// @param message one line that names the ids
  public UnknownNeuronException(String message) {
    super(message);
  }
}
