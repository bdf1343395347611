package flybrain.engine;

/// When to simulate all neurons at every step ([DenseStates]) and when only active ones
/// ([SparseStates]): whichever would have been cheaper for the last steps.
///
/// The choice depends on spikes, not on clocks or on what was learnt, so a run is the same on any
/// machine. Both ways give the same spikes.
interface ActivityMode {
  /// By the measured costs of either.
  ActivityMode CHEAPEST = new Cheapest();

  /// After how many steps to choose again.
  int window();

  /// Whether the next window is to be dense.
  ///
  /// @param dense whether the last one was
  /// @param deliveries connections of the neurons whose spikes arrived in the last window
  /// @param neurons number of neurons
  boolean dense(boolean dense, long deliveries, int neurons);

  /// Chooses by costs in ns, as measured on one machine; only their ratios matter.
  final class Cheapest implements ActivityMode {
    /// Time saved per delivery when it only adds a synapse count, and tests of hot neurons.
    private static final double SAVED_DELIVERY = 4;

    /// Cost of each neuron in a dense step.
    private static final double DENSE_NEURON = 1.6;

    /// How much cheaper the other way must look: a change costs a pass over all neurons, too.
    private static final double GAIN = 1.1;

    @Override
    public int window() {
      return 128;
    }

    @Override
    public boolean dense(boolean dense, long deliveries, int neurons) {
      double saved = SAVED_DELIVERY * deliveries;
      double price = DENSE_NEURON * neurons * window();
      return dense ? saved * GAIN > price : saved > price * GAIN;
    }
  }
}
