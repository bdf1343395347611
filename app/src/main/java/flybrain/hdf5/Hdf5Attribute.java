package flybrain.hdf5;

import java.util.List;

/// A named value of a group or dataset.
///
/// @param shape length of each dimension; none for a single value; not copied, never written
@SuppressWarnings("ArrayRecordComponent") // never compared
record Hdf5Attribute(Hdf5Type type, long[] shape, Hdf5Values values) {
  static Hdf5Attribute single(Hdf5Type type, Hdf5Values values) {
    return new Hdf5Attribute(type, new long[0], values);
  }

  static Hdf5Attribute texts(List<String> texts) {
    return new Hdf5Attribute(Hdf5Type.TEXT, new long[] {texts.size()}, new Hdf5Values.Texts(texts));
  }
}
