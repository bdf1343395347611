package flybrain.experiment;

import java.util.List;
import java.util.stream.IntStream;

/// A set of neurons of one connectome, with the name it was asked for by.
///
/// @param name what the user called it: a named set, a file, or a list of ids
/// @param indices neuron indices in the connectome, in the order given, each once
/// @param absent FlyWire ids that were asked for and that the connectome does not have
public record NeuronSet(String name, List<Integer> indices, List<Long> absent) {
  /// The set without neurons.
  public static final NeuronSet NONE = new NeuronSet("none", List.of(), List.of());

  public NeuronSet {
    indices = List.copyOf(indices);
    absent = List.copyOf(absent);
  }

  public boolean isEmpty() {
    return indices.isEmpty();
  }

  public int size() {
    return indices.size();
  }

  public IntStream stream() {
    return indices.stream().mapToInt(Integer::intValue);
  }
}
