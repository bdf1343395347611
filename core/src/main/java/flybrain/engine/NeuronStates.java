package flybrain.engine;

/// The state of all neurons of a trial, in [ScaledModes].
///
/// Deliveries to refractory neurons are added like any other and wiped by [#reset] at the end of
/// the refractory period: this costs two writes per spike instead of a look-up per delivery.
sealed interface NeuronStates permits SparseStates, DenseStates {
  /// Goes to a step, finds the neurons that spike at it and clears their state.
  ///
  /// @return how many spike; they are in [#spiking], ascending
  int threshold(int step);

  /// The step up to which no neuron can fire without input, after the present one.
  int idleUntil();

  /// Goes to a later step before [#idleUntil], at which nothing happens.
  void skipTo(int step);

  /// The neurons that spike, as many as [#threshold] returned.
  int[] spiking();

  /// What stands for a neuron that spikes until its spike arrives: its row in [AwakeRows], or the
  /// complement of its index where rows are of no use. Any states can deliver either.
  int sender(int neuron);

  /// Begins the deliveries of the present step.
  ///
  /// @param cutIncoming neurons that receive nothing
  void beginDeliveries(int[] cutIncoming);

  /// Reads what a delivery begins with. Of several spikes at once, so that the processor waits for
  /// memory once and not for each of them.
  ///
  /// @return a number without meaning, which depends on all that was read
  double readAhead(int sender);

  /// Delivers a spike at the present step to all targets of its neuron, or to those of which it
  /// cannot be excluded that they will fire.
  ///
  /// @return how many connections the neuron has
  int deliver(int sender);

  /// Ends the deliveries of the present step.
  ///
  /// @param cutIncoming as when they began
  void endDeliveries(int[] cutIncoming);

  /// Adds to u of a neuron, in mV.
  void kick(int neuron, double height);

  /// Sets u of a neuron, in mV, and g to 0, as of the present step.
  void reset(int neuron, double height);

  /// u of a neuron after the present step, in mV.
  double height(int neuron);

  /// g of a neuron after the present step, in mV.
  double synapticInput(int neuron);
}
