package flybrain.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Little-endian bytes with the alignment of the format.
final class Hdf5Bytes {
  private Hdf5Bytes() {}

  static ByteBuffer allocate(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// What was put into a buffer.
  static byte[] taken(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.position()];
    buffer.get(0, bytes);
    return bytes;
  }

  /// The bytes, followed by zeros up to a multiple of eight.
  static byte[] padded(byte[] bytes) {
    return Arrays.copyOf(bytes, padded(bytes.length, 8));
  }

  static int padded(int size, int alignment) {
    return Math.ceilDiv(size, alignment) * alignment;
  }

  static long padded(long size) {
    return Math.ceilDiv(size, 8L) * 8;
  }
}
