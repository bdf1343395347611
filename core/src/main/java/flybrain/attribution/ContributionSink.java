package flybrain.attribution;

/// Takes the contributions to the potential of a neuron at one step, in mV.
interface ContributionSink {
  /// A presynaptic spike.
  ///
  /// @param spike its number in the [SpikeTrains] of the trial
  void spike(int presynaptic, int spike, int step, int synapses, double height);

  /// An event of the drive.
  void drive(int step, double height);

  /// What is left of the reset potential.
  ///
  /// @param step from which on the neuron was no longer refractory
  void reset(int step, double height);
}
