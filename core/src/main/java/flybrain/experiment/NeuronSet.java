package flybrain.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A set of neurons of one connectome, with the name it was asked for by. Immutable.
public final class NeuronSet {
  /// The set without neurons.
  public static final NeuronSet NONE = NeuronSet.of("none");

  private final String name;
  private final int[] indices;
  private final List<Long> absent;

  /// @param name what the user called it: a named set, a file, or a list of ids
  /// @param indices neuron indices in the connectome, in the order given, each once
  /// @param absent FlyWire ids that were asked for and that the connectome does not have
  public NeuronSet(String name, IntStream indices, List<Long> absent) {
    this.name = name;
    this.indices = indices.toArray();
    this.absent = List.copyOf(absent);
  }

  /// A set of which the connectome has every neuron.
  ///
  /// @param indices neuron indices in the connectome, each once, which is not checked; copied
  public static NeuronSet of(String name, int... indices) {
    return new NeuronSet(name, IntStream.of(indices), List.of());
  }

  /// The name it was asked for by, for reports.
  public String name() {
    return name;
  }

  /// Neuron indices in the order given, each once; a copy.
  public int[] indices() {
    return indices.clone();
  }

  /// FlyWire ids that were asked for and that the connectome does not have, which were left out.
  public List<Long> absent() {
    return absent;
  }

  /// Whether the connectome has none of its neurons.
  public boolean isEmpty() {
    return indices.length == 0;
  }

  /// Number of neurons on the connectome, without the absent ones.
  public int size() {
    return indices.length;
  }

  /// Neuron indices in the order given, each once.
  public IntStream stream() {
    return Arrays.stream(indices);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof NeuronSet other
        && name.equals(other.name)
        && Arrays.equals(indices, other.indices)
        && absent.equals(other.absent);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(indices);
  }

  @Override
  public String toString() {
    return "NeuronSet[%s, %s, absent %s]".formatted(name, Arrays.toString(indices), absent);
  }
}
