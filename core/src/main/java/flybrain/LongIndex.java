package flybrain;

import java.util.Arrays;

/// Numbers distinct ids 0, 1, 2 ... in order of their first appearance.
///
/// A hash table with open addressing and linear probing that doubles as it fills. Used by one
/// thread at a time; look-ups alone may come from several threads.
public final class LongIndex {
  /// Multiplier of Fibonacci hashing, 2^64 / golden ratio: spreads neighbouring ids.
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /// Slots for each id at least. So few are taken that most ids are found where they are looked for
  /// first.
  private static final int ROOM = 4;

  /// By number; the first `size` count.
  private long[] ids = new long[512];

  private int size;

  /// The id in each slot, beside its number: a look-up touches no third place.
  private long[] keys = new long[ROOM * ids.length];

  /// Number + 1 of the id in each slot, 0 where it is free.
  private int[] numbers = new int[keys.length];

  /// How many distinct ids it has; their numbers are 0 .. size - 1.
  public int size() {
    return size;
  }

  /// The ids, by their numbers; a copy.
  public long[] ids() {
    return Arrays.copyOf(ids, size);
  }

  /// The number of an id, a new one if the id is new.
  public int numberOf(long id) {
    int slot = slotOf(id);
    return numbers[slot] == 0 ? add(id) : numbers[slot] - 1;
  }

  /// The numbers of ids, one after the other as [#numberOf] gives them.
  ///
  /// @param some the ids
  /// @param count how many of them
  /// @param found gets the numbers, from place `at` on
  public void numbersOf(int[] some, int count, int[] found, int at) {
    for (int i = 0; i < count; i++) {
      found[at + i] = numberOf(some[i]);
    }
  }

  /// The number of an id, -1 when it has none.
  public int indexOf(long id) {
    return numbers[slotOf(id)] - 1;
  }

  private int slotOf(long id) {
    int mask = keys.length - 1;
    int slot = (int) ((id * SPREAD) >>> 32) & mask;
    while (keys[slot] != id && numbers[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int add(long id) {
    if (size == ids.length) {
      grow();
    }
    ids[size] = id;
    put(id, size);
    return size++;
  }

  private void put(long id, int number) {
    int slot = slotOf(id);
    keys[slot] = id;
    numbers[slot] = number + 1;
  }

  private void grow() {
    ids = Arrays.copyOf(ids, 2 * ids.length);
    keys = new long[ROOM * ids.length];
    numbers = new int[keys.length];
    for (int number = 0; number < size; number++) {
      put(ids[number], number);
    }
  }
}
