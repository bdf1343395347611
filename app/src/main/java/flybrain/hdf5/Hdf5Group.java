package flybrain.hdf5;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Named groups and datasets.
///
///     Hdf5Group root = new Hdf5Group();
///     Hdf5Dataset times = root.group("units").room("spike_times", Hdf5Type.FLOAT64, spikes);
///     times.attribute("units", "ms");
public final class Hdf5Group extends Hdf5Object {
  private final Map<String, Hdf5Object> members = new LinkedHashMap<>();

  /// The members by their names, in the order in which they were added.
  Map<String, Hdf5Object> members() {
    return Collections.unmodifiableMap(members);
  }

  /// Adds a group.
  public Hdf5Group group(String name) {
    return added(name, new Hdf5Group());
  }

  /// Adds a dataset of a single text.
  public Hdf5Dataset text(String name, String text) {
    Hdf5Values.Texts values = new Hdf5Values.Texts(List.of(text));
    return added(name, new Hdf5Dataset(Hdf5Type.TEXT, values));
  }

  /// Adds a dataset of one dimension, of texts.
  public Hdf5Dataset texts(String name, List<String> texts) {
    return added(name, new Hdf5Dataset(Hdf5Type.TEXT, new Hdf5Values.Texts(texts), texts.size()));
  }

  /// Adds a dataset of one dimension, of whole numbers.
  public Hdf5Dataset longs(String name, Hdf5Type type, long[] numbers) {
    return added(name, new Hdf5Dataset(type, new Hdf5Values.Longs(numbers), numbers.length));
  }

  /// Adds a dataset of fractions.
  ///
  /// @param shape length of each dimension; their product is the number of values
  public Hdf5Dataset doubles(String name, double[] numbers, long... shape) {
    return added(name, new Hdf5Dataset(Hdf5Type.FLOAT64, new Hdf5Values.Doubles(numbers), shape));
  }

  /// Adds a dataset whose values are written to its [room][Hdf5File#room].
  ///
  /// @param shape length of each dimension
  public Hdf5Dataset room(String name, Hdf5Type type, long... shape) {
    return added(name, new Hdf5Dataset(type, new Hdf5Values.Later(), shape));
  }

  private <T extends Hdf5Object> T added(String name, T member) {
    if (members.putIfAbsent(name, member) != null) {
      throw new IllegalArgumentException("two members are called '%s'".formatted(name));
    }
    return member;
  }
}
