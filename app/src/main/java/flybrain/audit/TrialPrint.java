package flybrain.audit;

import java.util.BitSet;

/// The spikes of a trial as two sums over them, the same for the same spikes in any order.
final class TrialPrint {
  private static final long NEURON = 0x9E3779B97F4A7C15L;

  private final BitSet neurons = new BitSet();
  private long spikes;
  private long sum;
  private long other;

  /// @param neuron its number in the file, counted from 0
  void add(long flywireId, int neuron, int step) {
    neurons.set(neuron);
    long mixed = mix(flywireId * NEURON + mix(step));
    spikes++;
    sum += mixed;
    other += mix(mixed ^ NEURON);
  }

  long spikes() {
    return spikes;
  }

  /// Number of neurons that fired.
  int activeNeurons() {
    return neurons.cardinality();
  }

  /// Equal for two trials with the same spikes; for any others with a probability of 2^-128.
  String text() {
    return "%d-%016x%016x".formatted(spikes, sum, other);
  }

  /// The finalizer of SplitMix64 (Steele, Lea and Flood 2014, doi 10.1145/2660193.2660195).
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
