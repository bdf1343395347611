package flybrain.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files are read with jhdf, a reader of its own; with HDF5's library they are read by
/// src/test/python/read_exports.py.
class Hdf5FileTest {
  /// Fewer collections of texts would not fill one.
  private static final List<String> TEXTS =
      IntStream.range(0, 10_000).mapToObj(k -> "é" + k + "x".repeat(k % 50)).toList();

  @TempDir private Path folder;
  private final Hdf5Group root = new Hdf5Group();
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("a.h5");
  }

  @Test
  void valuesOfEveryType_areReadBack() throws IOException {
    Hdf5Group group = root.group("a").group("b");
    group.longs("int64", Hdf5Type.INT64, new long[] {Long.MIN_VALUE, 720575940660219265L});
    group.longs("uint32", Hdf5Type.UINT32, new long[] {0xffffffffL});
    group.doubles("table", new double[] {0.1, -2, Double.NaN, 1e300, 5, 6}, 3, 2);
    group.texts("texts", TEXTS);
    group.text("text", "one");
    write();

    try (HdfFile read = new HdfFile(file)) {
      assertThat(data(read, "/a/b/int64"))
          .isEqualTo(new long[] {Long.MIN_VALUE, 720575940660219265L});
      assertThat(data(read, "/a/b/uint32")).isEqualTo(new long[] {0xffffffffL});
      assertThat(data(read, "/a/b/table"))
          .isEqualTo(new double[][] {{0.1, -2}, {Double.NaN, 1e300}, {5, 6}});
      assertThat((String[]) data(read, "/a/b/texts")).containsExactlyElementsOf(TEXTS);
      assertThat(data(read, "/a/b/text")).isEqualTo("one");
    }
  }

  @Test
  void attributes_areReadBack() throws IOException {
    root.attribute("text", "é");
    root.attribute("texts", List.of("a", "bc"));
    root.attribute("number", 0.1);
    root.attribute("version", Hdf5Type.UINT32, 0, 1);
    root.attribute("sorting", Hdf5Type.enumeration(List.of("none", "by_id", "by_time")), 2);
    write();

    try (HdfFile read = new HdfFile(file)) {
      assertThat(attribute(read, "text")).isEqualTo("é");
      assertThat(attribute(read, "texts")).isEqualTo(new String[] {"a", "bc"});
      assertThat(attribute(read, "number")).isEqualTo(0.1);
      assertThat(attribute(read, "version")).isEqualTo(new long[] {0, 1});
      assertThat(attribute(read, "sorting")).isEqualTo("by_time");
    }
  }

  @Test
  void reference_leadsToItsObject() throws IOException {
    Hdf5Dataset target = root.longs("target", Hdf5Type.INT64, new long[] {7});
    root.longs("index", Hdf5Type.UINT64, new long[] {1}).attribute("target", target);
    write();

    try (HdfFile read = new HdfFile(file)) {
      Attribute reference = read.getDatasetByPath("/index").getAttribute("target");
      assertThat(reference.getData()).isEqualTo(read.getDatasetByPath("/target").getAddress());
    }
  }

  @Test
  void room_isWrittenAfterwards() throws IOException {
    Hdf5Dataset times = root.room("times", Hdf5Type.FLOAT64, 300_000);
    Hdf5Dataset nothing = root.room("nothing", Hdf5Type.INT64, 0);
    root.longs("after", Hdf5Type.INT64, new long[] {1, 2});
    double[] expected = new double[300_000];
    try (Hdf5File written = new Hdf5File(file, root)) {
      MemorySegment room = written.room(times);
      for (int k = 0; k < expected.length; k++) {
        expected[k] = k / 10.0;
        room.setAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, k, expected[k]);
      }
      assertThat(written.room(nothing).byteSize()).isZero();
    }

    try (HdfFile read = new HdfFile(file)) {
      assertThat(data(read, "/times")).isEqualTo(expected);
      assertThat(read.getDatasetByPath("/nothing").getDimensions()).containsExactly(0);
      assertThat(data(read, "/after")).isEqualTo(new long[] {1, 2});
    }
  }

  @Test
  void emptyGroupAndEmptyTexts_areThere() throws IOException {
    root.group("empty");
    root.texts("texts", List.of("", "a", ""));
    root.texts("none", List.of());
    write();

    try (HdfFile read = new HdfFile(file)) {
      assertThat(((Group) read.getByPath("/empty")).getChildren()).isEmpty();
      assertThat(data(read, "/texts")).isEqualTo(new String[] {"", "a", ""});
      assertThat(read.getDatasetByPath("/none").getDimensions()).containsExactly(0);
    }
  }

  @Test
  void twoMembersOfOneName_areRefused() {
    root.group("a");
    assertThatThrownBy(() -> root.group("a")).hasMessageContaining("two members are called 'a'");
  }

  @Test
  void referenceToAnObjectElsewhere_isRefused() {
    root.attribute("target", new Hdf5Group());
    assertThatThrownBy(this::write).hasMessageContaining("not in the file");
  }

  private void write() throws IOException {
    new Hdf5File(file, root).close();
    assertThat(Files.size(file)).isPositive();
  }

  private static Object data(HdfFile read, String path) {
    Dataset dataset = read.getDatasetByPath(path);
    return dataset.getData();
  }

  private static Object attribute(HdfFile read, String name) {
    return read.getAttribute(name).getData();
  }
}
