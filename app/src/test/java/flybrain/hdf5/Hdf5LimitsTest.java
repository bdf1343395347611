package flybrain.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sizes at which something of the format changes, read back with jhdf.
class Hdf5LimitsTest {
  @TempDir private Path folder;
  private final Hdf5Group root = new Hdf5Group();

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  private HdfFile written() throws IOException {
    Path file = folder.resolve("a.h5");
    new Hdf5File(file, root).close();
    return new HdfFile(file);
  }

  /// The heap has collections of at least 4,096 bytes, which are closed at 65,536; a text takes 16
  /// bytes and its own, up to a multiple of 8.
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 4048, 4056, 4064, 4072, 65_503, 65_504, 65_505, 200_000})
  void textOfAnyLength_isReadBackBesideOthers(int length) throws IOException {
    List<String> texts = List.of("a".repeat(length), "", "µ", "b".repeat(length));
    root.texts("texts", texts);
    root.attribute("more", texts);
    root.text("last", "end");
    try (HdfFile read = written()) {
      assertThat((String[]) read.getDatasetByPath("/texts").getData())
          .containsExactlyElementsOf(texts);
      assertThat((String[]) read.getAttribute("more").getData()).containsExactlyElementsOf(texts);
      assertThat(read.getDatasetByPath("/last").getData()).isEqualTo("end");
    }
  }

  /// More than a collection may have: their numbers have 16 bits.
  @Test
  void manyShortTexts_areReadBack() throws IOException {
    List<String> texts = IntStream.range(0, 70_000).mapToObj(k -> Integer.toString(k, 36)).toList();
    root.texts("texts", texts);
    try (HdfFile read = written()) {
      assertThat((String[]) read.getDatasetByPath("/texts").getData())
          .containsExactlyElementsOf(texts);
    }
  }

  /// HDF5's library takes the length from the element, jhdf from the heap.
  @Test
  void elementOfText_isItsLengthInBytesAndItsPlace() {
    Hdf5Values.Texts texts = new Hdf5Values.Texts(List.of("µs", "", "a"));
    TextHeap heap = new TextHeap();
    heap.add(texts);
    assertThat(heap.end()).isEqualTo(4096);
    heap.setAddress(1000);
    ByteBuffer elements = ByteBuffer.wrap(heap.elements(texts)).order(ByteOrder.LITTLE_ENDIAN);
    for (long[] expected : new long[][] {{3, 1000, 1}, {0, 0, 0}, {1, 1000, 2}}) {
      assertThat(elements.getInt()).isEqualTo((int) expected[0]);
      assertThat(elements.getLong()).isEqualTo(expected[1]);
      assertThat(elements.getInt()).isEqualTo((int) expected[2]);
    }
    assertThat(elements.hasRemaining()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyDatasets_areReadBackInAnyOrder(long seed) throws IOException {
    RandomGenerator random = new SplittableRandom(seed);
    Map<String, Object> expected = new LinkedHashMap<>();
    for (int k = 0; k < random.nextInt(1, 12); k++) {
      Hdf5Group group = root.group("group" + k);
      String path = "/group" + k + "/values";
      int size = random.nextInt(1, 30);
      switch (random.nextInt(3)) {
        case 0 -> {
          long[] numbers = random.longs(size).toArray();
          group.longs("values", Hdf5Type.INT64, numbers);
          expected.put(path, numbers);
        }
        case 1 -> {
          double[] numbers = random.doubles(size, -1, 1).toArray();
          group.doubles("values", numbers, size);
          expected.put(path, numbers);
        }
        default -> {
          List<String> texts =
              IntStream.range(0, size).mapToObj(t -> "é".repeat(random.nextInt(9))).toList();
          group.texts("values", texts);
          expected.put(path, texts.toArray(String[]::new));
        }
      }
    }
    try (HdfFile read = written()) {
      expected.forEach((path, values) ->
          assertThat(read.getDatasetByPath(path).getData()).as(path).isEqualTo(values));
    }
  }

  @Test
  void wholeNumbers_keepEachBit() throws IOException {
    long[] extremes = {Long.MIN_VALUE, -1, 0, 1, (1L << 53) + 1, Long.MAX_VALUE};
    root.longs("signed", Hdf5Type.INT64, extremes);
    root.longs("unsigned", Hdf5Type.UINT64, extremes);
    root.longs("short", Hdf5Type.UINT32, new long[] {0, 1, 0x7fffffffL, 0x80000000L});
    try (HdfFile read = written()) {
      assertThat(read.getDatasetByPath("/signed").getData()).isEqualTo(extremes);
      BigInteger[] unsigned = (BigInteger[]) read.getDatasetByPath("/unsigned").getData();
      assertThat(unsigned[0]).isEqualTo("9223372036854775808");
      assertThat(unsigned[1]).isEqualTo("18446744073709551615");
      assertThat(unsigned[4]).isEqualTo("9007199254740993");
      assertThat(read.getDatasetByPath("/short").getData())
          .isEqualTo(new long[] {0, 1, 0x7fffffffL, 0x80000000L});
    }
  }

  @Test
  void fractions_keepEachBit() throws IOException {
    double[] values = {-0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, 0.1};
    root.doubles("values", values, values.length);
    root.doubles("single", new double[] {0.3});
    try (HdfFile read = written()) {
      assertThat((double[]) read.getDatasetByPath("/values").getData()).containsExactly(values);
      assertThat(read.getDatasetByPath("/single").getData()).isEqualTo(0.3);
      assertThat(read.getDatasetByPath("/single").isScalar()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9})
  void namesOfAnyLength_areReadBack(int length) throws IOException {
    String name = "n".repeat(length);
    root.group(name).longs(name, Hdf5Type.INT64, new long[] {length}).attribute(name, name);
    List<String> members = List.of(name, "m".repeat(length + 1));
    root.attribute("chosen", Hdf5Type.enumeration(members), 1);
    try (HdfFile read = written()) {
      String path = "/" + name + "/" + name;
      assertThat(read.getDatasetByPath(path).getData()).isEqualTo(new long[] {length});
      assertThat(read.getDatasetByPath(path).getAttribute(name).getData()).isEqualTo(name);
      assertThat(read.getAttribute("chosen").getData()).isEqualTo(members.get(1));
    }
  }

  @Test
  void longestName_has255Characters() throws IOException {
    String name = "n".repeat(255);
    root.group(name);
    try (HdfFile read = written()) {
      assertThat(read.getChildren()).containsOnlyKeys(name);
    }
    root.group(name + "n");
    assertThatThrownBy(this::written)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(name + "n: a name of over 255 characters");
  }

  /// A message of a header has at most 65,528 bytes: 16 for each text and 56 for what else is said
  /// of it, 64 with a name of eight letters.
  @Test
  void longestAttribute_isReadBackAndLongerOnesRefused() throws IOException {
    List<String> texts = IntStream.range(0, 4092).mapToObj(k -> "t" + k % 7).toList();
    root.attribute("short", texts);
    try (HdfFile read = written()) {
      assertThat((String[]) read.getAttribute("short").getData()).containsExactlyElementsOf(texts);
    }
    root.attribute("eight888", texts);
    assertThatThrownBy(this::written)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bytes: at most 65528");
  }

  @Test
  void manyMembers_areReadInTheirOrder() throws IOException {
    List<String> names = IntStream.range(0, 1000).mapToObj(k -> "trial" + (999 - k)).toList();
    names.forEach(name -> root.group(name).attribute("name", name));
    try (HdfFile read = written()) {
      assertThat(new ArrayList<>(read.getChildren().keySet())).isEqualTo(names);
      for (String name : names) {
        assertThat(((Group) read.getByPath("/" + name)).getAttribute("name").getData())
            .isEqualTo(name);
      }
    }
  }

  @Test
  void secondAttributeOfAName_replacesTheFirst() throws IOException {
    root.attribute("units", "s");
    root.attribute("units", "ms");
    try (HdfFile read = written()) {
      assertThat(read.getAttribute("units").getData()).isEqualTo("ms");
      assertThat(read.getAttributes()).hasSize(1);
    }
  }

  @Test
  void roomThatIsNeverWritten_hasZeros() throws IOException {
    root.room("zeros", Hdf5Type.FLOAT64, 3, 2);
    root.longs("after", Hdf5Type.UINT32, new long[] {1, 2, 3});
    try (HdfFile read = written()) {
      assertThat(read.getDatasetByPath("/zeros").getData()).isEqualTo(new double[3][2]);
      assertThat(read.getDatasetByPath("/after").getData()).isEqualTo(new long[] {1, 2, 3});
    }
  }

  @Test
  void rooms_areWrittenInAnyOrder() throws IOException {
    Hdf5Dataset first = root.room("first", Hdf5Type.INT64, 2);
    Hdf5Dataset second = root.room("second", Hdf5Type.UINT32, 3);
    Path file = folder.resolve("a.h5");
    try (Hdf5File laidOut = new Hdf5File(file, root)) {
      MemorySegment room = laidOut.room(second);
      assertThat(room.byteSize()).isEqualTo(12);
      IntStream.range(0, 3)
          .forEach(k -> room.setAtIndex(ValueLayout.JAVA_INT_UNALIGNED, k, 10 + k));
      laidOut.room(first).setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, 1, -5);
    }
    try (HdfFile read = new HdfFile(file)) {
      assertThat(read.getDatasetByPath("/first").getData()).isEqualTo(new long[] {0, -5});
      assertThat(read.getDatasetByPath("/second").getData()).isEqualTo(new long[] {10, 11, 12});
    }
  }

  @Test
  void roomOfAnotherFile_isRefused() throws IOException {
    root.room("mine", Hdf5Type.INT64, 1);
    Hdf5Dataset other = new Hdf5Group().room("other", Hdf5Type.INT64, 1);
    try (Hdf5File file = new Hdf5File(folder.resolve("a.h5"), root)) {
      assertThatThrownBy(() -> file.room(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a dataset that is not in the file");
    }
  }

  /// The superblock says where the file ends: HDF5's library refuses a shorter one as truncated.
  @Test
  void endOfTheFile_isWhereTheSuperblockSays() throws IOException {
    root.texts("texts", List.of("a", "bc"));
    root.longs("odd", Hdf5Type.UINT32, new long[] {1});
    root.room("room", Hdf5Type.UINT32, 5);
    Path file = folder.resolve("a.h5");
    Files.write(file, new byte[1 << 20]);
    new Hdf5File(file, root).close();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getLong(40)).isEqualTo(Files.size(file)).isLessThan(1 << 20);
    assertThat(Files.size(file) % 8).isZero();
  }

  @Test
  void folderThatIsNotThere_isAnError() {
    assertThatThrownBy(() -> new Hdf5File(folder.resolve("absent").resolve("a.h5"), root))
        .isInstanceOf(IOException.class);
  }
}
