package flybrain.export;

import java.util.List;

/// The neurons of an export, in its order.
///
/// @param ids FlyWire root ids; not copied, never written
/// @param indices neuron indices; empty if they are not known; not copied, never written
/// @param names name of each neuron, empty if it has none
/// @param types cell type of each neuron, empty if it is not known
/// @param sides side of each neuron as its table has it, empty if it is not known
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ExportedNeurons(
    long[] ids, int[] indices, List<String> names, List<String> types, List<String> sides) {
  public ExportedNeurons {
    names = List.copyOf(names);
    types = List.copyOf(types);
    sides = List.copyOf(sides);
  }

  public int size() {
    return ids.length;
  }

  /// Whether the neuron indices are known.
  public boolean hasIndices() {
    return indices.length == ids.length;
  }
}
