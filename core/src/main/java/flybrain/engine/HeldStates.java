package flybrain.engine;

/// States of the neurons that receive no synaptic input, held while spikes are delivered to all.
final class HeldStates {
  /// X and Y in turn, in the order of the neurons that are held.
  private double[] xy = {};

  void hold(AwakeStates states, AwakeNeurons awake, int[] neurons) {
    if (xy.length < 2 * neurons.length) {
      xy = new double[2 * neurons.length];
    }
    for (int k = 0; k < neurons.length; k++) {
      int place = awake.place(neurons[k]);
      states.markOwn(place);
      xy[2 * k] = states.x(place);
      xy[2 * k + 1] = states.y(place);
    }
  }

  void restore(AwakeStates states, AwakeNeurons awake, int[] neurons) {
    for (int k = 0; k < neurons.length; k++) {
      states.set(awake.place(neurons[k]), xy[2 * k], xy[2 * k + 1]);
    }
  }
}
