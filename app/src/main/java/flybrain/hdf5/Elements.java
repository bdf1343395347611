package flybrain.hdf5;

import java.nio.ByteBuffer;
import java.util.function.ToLongFunction;

/// Values as bytes.
final class Elements {
  private Elements() {}

  /// The elements of values, empty for [values that come later][Hdf5Values.Later].
  ///
  /// @param header address of the header of an object
  static byte[] of(
      Hdf5Type type, Hdf5Values values, TextHeap texts, ToLongFunction<Hdf5Object> header) {
    return switch (values) {
      case Hdf5Values.Longs(long[] numbers) -> wholes(type.size(), numbers);
      case Hdf5Values.Doubles(double[] numbers) -> fractions(numbers);
      case Hdf5Values.Texts all -> texts.elements(all);
      case Hdf5Values.Reference(Hdf5Object to) -> wholes(Long.BYTES, header.applyAsLong(to));
      case Hdf5Values.Later() -> new byte[0];
    };
  }

  private static byte[] wholes(int size, long... numbers) {
    ByteBuffer elements = Hdf5Bytes.allocate(Math.multiplyExact(size, numbers.length));
    for (long number : numbers) {
      switch (size) {
        case Byte.BYTES -> elements.put((byte) number);
        case Integer.BYTES -> elements.putInt((int) number);
        default -> elements.putLong(number);
      }
    }
    return Hdf5Bytes.taken(elements);
  }

  private static byte[] fractions(double[] numbers) {
    ByteBuffer elements = Hdf5Bytes.allocate(Math.multiplyExact(Double.BYTES, numbers.length));
    for (double number : numbers) {
      elements.putDouble(number);
    }
    return Hdf5Bytes.taken(elements);
  }
}
