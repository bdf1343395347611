package flybrain.export;

import flybrain.hdf5.Hdf5Dataset;
import flybrain.hdf5.Hdf5Group;
import flybrain.hdf5.Hdf5Object;
import flybrain.hdf5.Hdf5Type;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/// A table of Neurodata Without Borders: a group with a dataset for each column.
final class NwbTable {
  private static final String COMMON = "hdmf-common";

  private final Hdf5Group group;
  private final List<String> columns = new ArrayList<>();

  /// Begins a table with its row numbers.
  ///
  /// @param type of the table in the core of the format
  NwbTable(Hdf5Group group, String type, String description, int rows) {
    this.group = group;
    type(group, "core", type);
    group.attribute("description", description);
    long[] numbers = LongStream.range(0, rows).toArray();
    type(group.longs("id", Hdf5Type.INT64, numbers), COMMON, "ElementIdentifiers");
  }

  /// Gives an object its type and an identifier of its own.
  static void type(Hdf5Object object, String namespace, String type) {
    object.attribute("namespace", namespace);
    object.attribute("neurodata_type", type);
    object.attribute("object_id", UUID.randomUUID().toString());
  }

  void longs(String name, String description, long[] values) {
    column(name, description, group.longs(name, Hdf5Type.INT64, values));
  }

  void doubles(String name, String description, double[] values) {
    column(name, description, group.doubles(name, values, values.length));
  }

  void texts(String name, String description, List<String> values) {
    column(name, description, group.texts(name, values));
  }

  /// Adds a column whose cells have any number of values.
  ///
  /// @param values of all rows together
  /// @param ends end of the values of each row
  void ragged(String name, String description, Hdf5Dataset values, long[] ends) {
    column(name, description, values);
    Hdf5Dataset index = group.longs(name + "_index", Hdf5Type.UINT64, ends);
    type(index, COMMON, "VectorIndex");
    index.attribute("description", "End of the values of each row of '" + name + "'.");
    index.attribute("target", values);
  }

  /// Lists the columns.
  void end() {
    group.attribute("colnames", columns);
  }

  private void column(String name, String description, Hdf5Dataset values) {
    type(values, COMMON, "VectorData");
    values.attribute("description", description);
    columns.add(name);
  }
}
