package flybrain.connectome;

import flybrain.InputException;
import java.util.Arrays;

/// The neurons of a connectome: FlyWire root ids by neuron index (0 .. size - 1). Immutable.
///
/// An id has up to 19 digits and fits into a `long`, not into a `double`.
public final class Neurons {
  private final long[] ids;

  /// Ascending; the ids themselves where these ascend.
  private final long[] sortedIds;

  /// The neuron index of each sorted id; empty where ids ascend with the index.
  private final int[] indexOfSorted;

  /// @param ids FlyWire root id of each neuron, by neuron index, in any order; not copied, never
  ///   written
  /// @throws InputException if an id appears twice
  public Neurons(long[] ids) {
    this.ids = ids;
    if (isAscending(ids)) {
      this.sortedIds = ids;
      this.indexOfSorted = new int[0];
    } else {
      this.sortedIds = ids.clone();
      Arrays.sort(sortedIds);
      this.indexOfSorted = new int[ids.length];
      Arrays.fill(indexOfSorted, -1);
      for (int i = 0; i < ids.length; i++) {
        int k = Arrays.binarySearch(sortedIds, ids[i]);
        if (indexOfSorted[k] >= 0) {
          throw new InputException(
              "neuron id %d appears twice, in rows %d and %d; each id must be unique"
                  .formatted(ids[i], indexOfSorted[k], i));
        }
        indexOfSorted[k] = i;
      }
    }
  }

  /// Number of neurons.
  public int size() {
    return ids.length;
  }

  /// The FlyWire root id of a neuron.
  ///
  /// @param index 0 .. [#size] - 1
  public long id(int index) {
    return ids[index];
  }

  /// The index of the neuron with a FlyWire root id, or -1 when this connectome has no such neuron.
  public int indexOf(long id) {
    int k = Arrays.binarySearch(sortedIds, id);
    if (k < 0) {
      return -1;
    }
    return indexOfSorted.length == 0 ? k : indexOfSorted[k];
  }

  private static boolean isAscending(long[] ids) {
    for (int i = 1; i < ids.length; i++) {
      if (ids[i - 1] >= ids[i]) {
        return false;
      }
    }
    return true;
  }
}
