package flybrain.view;

/// What is asked for is not there yet, as a spike of a neuron that has not fired.
final class NotThere extends Exception {
  private static final long serialVersionUID = 1L;

  NotThere(String message) {
    super(message);
  }
}
