package flybrain.hdf5;

import java.util.List;

/// Values of a dataset or attribute, in row-major order.
///
/// Arrays are not copied and never written.
@SuppressWarnings("ArrayRecordComponent") // never compared
public sealed interface Hdf5Values {
  /// Whole numbers of any width.
  record Longs(long... values) implements Hdf5Values {}

  record Doubles(double... values) implements Hdf5Values {}

  record Texts(List<String> values) implements Hdf5Values {
    public Texts {
      values = List.copyOf(values);
    }
  }

  /// A reference to an object of the same file.
  record Reference(Hdf5Object to) implements Hdf5Values {}

  /// Values that are written to the room of the dataset after the file was laid out.
  record Later() implements Hdf5Values {}
}
