package flybrain.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// The texts of a file, in collections of its global heap.
final class TextHeap {
  private static final int HEADER = 16;
  private static final int SMALLEST = 4096;

  /// A collection is closed when it has so many bytes. It has fewer than the 65,535 texts that the
  /// format allows, because each takes 24 bytes at least.
  private static final int FULL = 1 << 16;

  /// A text in the heap.
  ///
  /// @param length bytes of the text
  /// @param collection offset of its collection from the start of the heap
  /// @param number of the text in the collection, from 1
  private record Slot(int length, long collection, int number) {}

  private final IdentityHashMap<Hdf5Values.Texts, List<Slot>> slots = new IdentityHashMap<>();
  private final List<ByteBuffer> collections = new ArrayList<>();
  private List<byte[]> open = new ArrayList<>();
  private int openBytes = HEADER;
  private long closedBytes;
  private long address;

  /// Adds texts.
  void add(Hdf5Values.Texts texts) {
    List<Slot> added = new ArrayList<>();
    for (String text : texts.values()) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length == 0) {
        added.add(new Slot(0, 0, 0));
        continue;
      }
      open.add(bytes);
      openBytes = Math.addExact(openBytes, HEADER + Hdf5Bytes.padded(bytes.length, 8));
      added.add(new Slot(bytes.length, closedBytes, open.size()));
      if (openBytes >= FULL) {
        close();
      }
    }
    slots.put(texts, added);
  }

  /// Ends the heap; returns its size in bytes.
  long end() {
    if (!open.isEmpty()) {
      close();
    }
    return closedBytes;
  }

  /// Sets where in the file the heap begins.
  void setAddress(long newAddress) {
    address = newAddress;
  }

  /// The elements of a dataset or attribute for texts that were added.
  byte[] elements(Hdf5Values.Texts texts) {
    List<Slot> all = slots.getOrDefault(texts, List.of());
    ByteBuffer elements = Hdf5Bytes.allocate(Math.multiplyExact(16, all.size()));
    for (Slot slot : all) {
      elements.putInt(slot.length);
      elements.putLong(slot.length == 0 ? 0 : address + slot.collection).putInt(slot.number);
    }
    return Hdf5Bytes.taken(elements);
  }

  List<ByteBuffer> collections() {
    return collections;
  }

  private void close() {
    int size = Math.max(SMALLEST, openBytes + HEADER);
    ByteBuffer collection = Hdf5Bytes.allocate(size);
    collection.put("GCOL".getBytes(StandardCharsets.US_ASCII)).putInt(1).putLong(size);
    for (int k = 0; k < open.size(); k++) {
      byte[] text = open.get(k);
      collection.putShort((short) (k + 1)).putShort((short) 1).putInt(0).putLong(text.length);
      collection.put(Hdf5Bytes.padded(text));
    }
    // Number 0 is the free space.
    collection.putLong(0).putLong(size - openBytes);
    collections.add(collection.clear());
    closedBytes += size;
    open = new ArrayList<>();
    openBytes = HEADER;
  }
}
