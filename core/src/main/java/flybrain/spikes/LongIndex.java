package flybrain.spikes;

import java.util.Arrays;

/// Numbers distinct ids 0, 1, 2 ... in order of their first appearance.
public final class LongIndex {
  /// Multiplier of Fibonacci hashing, 2^64 / golden ratio: spreads neighbouring ids.
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] ids = new long[512];
  private int size;

  /// Number + 1 of the id in each slot, 0 where it is free; at most half of them are taken.
  private int[] slots = new int[1024];

  public int size() {
    return size;
  }

  /// The ids, by their numbers.
  public long[] ids() {
    return Arrays.copyOf(ids, size);
  }

  /// The number of an id, a new one if the id is new.
  public int numberOf(long id) {
    int slot = slotOf(id);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == ids.length) {
      grow();
      slot = slotOf(id);
    }
    ids[size] = id;
    slots[slot] = ++size;
    return size - 1;
  }

  /// The number of an id, -1 when it has none.
  public int indexOf(long id) {
    return slots[slotOf(id)] - 1;
  }

  private int slotOf(long id) {
    int mask = slots.length - 1;
    int slot = (int) ((id * SPREAD) >>> 32) & mask;
    while (slots[slot] != 0 && ids[slots[slot] - 1] != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    ids = Arrays.copyOf(ids, 2 * ids.length);
    slots = new int[2 * ids.length];
    for (int number = 0; number < size; number++) {
      slots[slotOf(ids[number])] = number + 1;
    }
  }
}
