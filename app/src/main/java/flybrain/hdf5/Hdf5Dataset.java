package flybrain.hdf5;

import java.util.Arrays;

/// An array of elements of one type.
public final class Hdf5Dataset extends Hdf5Object {
  private final Hdf5Type type;
  private final Hdf5Values values;
  private final long[] shape;

  /// @param shape length of each dimension, none for a single value
  Hdf5Dataset(Hdf5Type type, Hdf5Values values, long... shape) {
    this.type = type;
    this.values = values;
    this.shape = shape.clone();
  }

  Hdf5Type type() {
    return type;
  }

  Hdf5Values values() {
    return values;
  }

  long[] shape() {
    return shape.clone();
  }

  /// Bytes of all elements.
  long bytes() {
    return Arrays.stream(shape).reduce(type.size(), Math::multiplyExact);
  }
}
