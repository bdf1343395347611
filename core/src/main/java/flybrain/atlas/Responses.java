package flybrain.atlas;

import java.util.Arrays;

/// The neurons that fired while one was driven alone, with their spikes in all trials.
final class Responses {
  private final int driven;
  private final int[] neurons;
  private final int[] spikes;

  /// @param driven neuron index
  /// @param neurons indices of those that fired, ascending
  /// @param spikes one each, above 0
  Responses(int driven, int[] neurons, int[] spikes) {
    this.driven = driven;
    this.neurons = neurons;
    this.spikes = spikes;
  }

  int driven() {
    return driven;
  }

  int size() {
    return neurons.length;
  }

  int neuron(int place) {
    return neurons[place];
  }

  int spikes(int place) {
    return spikes[place];
  }

  long spikes() {
    return Arrays.stream(spikes).asLongStream().sum();
  }
}
