package flybrain.states;

/// What can be recorded of a neuron: the two variables of the model.
public enum StateVariable {
  /// Membrane potential in mV.
  V("v"),
  /// Synaptic input in mV.
  G("g");

  private final String column;

  StateVariable(String column) {
    this.column = column;
  }

  /// Its name in the model, in files and in options.
  public String column() {
    return column;
  }
}
