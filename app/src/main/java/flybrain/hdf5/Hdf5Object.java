package flybrain.hdf5;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A group or dataset, with its attributes.
public abstract sealed class Hdf5Object permits Hdf5Group, Hdf5Dataset {
  private final Map<String, Hdf5Attribute> attributes = new LinkedHashMap<>();

  Map<String, Hdf5Attribute> attributes() {
    return Collections.unmodifiableMap(attributes);
  }

  /// Adds an attribute of text.
  public void attribute(String name, String text) {
    attribute(name, Hdf5Type.TEXT, new Hdf5Values.Texts(List.of(text)));
  }

  /// Adds an attribute of one dimension, of texts.
  public void attribute(String name, List<String> texts) {
    attributes.put(name, Hdf5Attribute.texts(texts));
  }

  /// Adds an attribute of a fraction.
  public void attribute(String name, double number) {
    attribute(name, Hdf5Type.FLOAT64, new Hdf5Values.Doubles(number));
  }

  /// Adds an attribute of whole numbers, a single value if there is one.
  public void attribute(String name, Hdf5Type type, long... numbers) {
    long[] shape = numbers.length == 1 ? new long[0] : new long[] {numbers.length};
    attributes.put(name, new Hdf5Attribute(type, shape, new Hdf5Values.Longs(numbers)));
  }

  /// Adds an attribute that refers to an object of the same file.
  public void attribute(String name, Hdf5Object to) {
    attribute(name, Hdf5Type.OBJECT, new Hdf5Values.Reference(to));
  }

  private void attribute(String name, Hdf5Type type, Hdf5Values values) {
    attributes.put(name, Hdf5Attribute.single(type, values));
  }
}
