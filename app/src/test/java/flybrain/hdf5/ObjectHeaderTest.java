package flybrain.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes as the HDF5 file format specification 3.0 has them (IV.A.1.a for the header, IV.A.2 for
/// its messages): a reader that skips a field does not notice what is wrong with it.
class ObjectHeaderTest {
  private static final HexFormat HEX = HexFormat.of();

  @TempDir private Path folder;

  /// A message of a header.
  private record Message(int type, String content) {}

  /// Object headers are at 1,000, elements of datasets at 2,000.
  private static List<Message> messages(Hdf5Object object) {
    TextHeap texts = new TextHeap();
    texts.setAddress(4096);
    byte[] header = ObjectHeader.of(object, _ -> 1000, _ -> 2000, texts);
    ByteBuffer bytes = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.get()).as("version").isEqualTo((byte) 1);
    assertThat(bytes.get()).as("reserved").isZero();
    int count = Short.toUnsignedInt(bytes.getShort());
    assertThat(bytes.getInt()).as("reference count").isEqualTo(1);
    assertThat(bytes.getInt()).as("size of all messages").isEqualTo(header.length - 16);
    assertThat(bytes.getInt()).as("padding").isZero();
    List<Message> messages = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int type = bytes.getShort();
      byte[] content = new byte[Short.toUnsignedInt(bytes.getShort())];
      assertThat(content.length % 8).as("aligned").isZero();
      assertThat(bytes.getInt()).as("flags and reserved").isZero();
      bytes.get(content);
      messages.add(new Message(type, HEX.formatHex(content)));
    }
    assertThat(messages).hasSize(count);
    return messages;
  }

  private static String hex(String spaced) {
    return spaced.replace(" ", "");
  }

  @Test
  void group_linksToItsMembers() {
    Hdf5Group group = new Hdf5Group();
    group.group("ab");
    String none = "ff".repeat(8);
    assertThat(messages(group))
        .containsExactly(
            // Link info: version, flags, no heap, no index by name; filled up to 24 bytes.
            new Message(2, hex("00 00" + none + none + "000000000000")),
            new Message(10, hex("0000 000000000000")),
            // Link: version, flags, length of the name, name, address 1,000.
            new Message(6, hex("01 00 02 6162 e803000000000000 000000")));
  }

  @Test
  void dataset_hasSpaceTypeAndPlace() {
    Hdf5Dataset dataset = new Hdf5Group().doubles("x", new double[6], 3, 2);
    assertThat(messages(dataset))
        .containsExactly(
            // Version 1, rank 2, no maxima; lengths.
            new Message(1, hex("01 02 00 00 00000000 0300000000000000 0200000000000000")),
            // Class 1, little-endian, implied mantissa bit, sign at 63; 8 bytes; offset 0, 64 bits,
            // exponent of 11 bits from 52, mantissa of 52 bits from 0, bias 1,023.
            new Message(3, hex("11 20 3f 00 08000000 0000 4000 34 0b 00 34 ff030000 00000000")),
            // Version 2, early allocation, never written, not defined.
            new Message(5, hex("02 01 01 00 00000000")),
            // Version 3, contiguous, at 2,000, 48 bytes.
            new Message(8, hex("03 01 d007000000000000 3000000000000000 000000000000")));
  }

  @Test
  void datasetWithoutElements_hasNoPlace() {
    Hdf5Dataset dataset = new Hdf5Group().longs("x", Hdf5Type.INT64, new long[0]);
    assertThat(messages(dataset))
        .contains(new Message(8, hex("03 01 ffffffffffffffff 0000000000000000 000000000000")));
  }

  @Test
  void wholeNumbers_haveTheirSizeAndSign() {
    Hdf5Group group = new Hdf5Group();
    String bits = " 0000 4000 00000000";
    assertThat(messages(group.longs("a", Hdf5Type.INT64, new long[1])))
        .contains(new Message(3, hex("10 08 00 00 08000000" + bits)));
    assertThat(messages(group.longs("b", Hdf5Type.UINT64, new long[1])))
        .contains(new Message(3, hex("10 00 00 00 08000000" + bits)));
    assertThat(messages(group.longs("c", Hdf5Type.UINT32, new long[1])))
        .contains(new Message(3, hex("10 00 00 00 04000000 0000 2000 00000000")));
  }

  /// Name, type and space are each filled up to eight bytes; their sizes are without that.
  @Test
  void attribute_hasNameTypeSpaceAndValue() {
    Hdf5Group group = new Hdf5Group();
    group.attribute("abc", Hdf5Type.UINT32, 7, 8);
    assertThat(messages(group).getLast())
        .isEqualTo(
            new Message(
                12,
                hex(
                    "01 00 0400 0c00 1000"
                        + "61626300 00000000"
                        + "10 00 00 00 04000000 0000 2000 00000000"
                        + "01 01 00 00 00000000 0200000000000000"
                        + "07000000 08000000")));
  }

  @Test
  void singleValue_hasNoDimension() {
    Hdf5Group group = new Hdf5Group();
    group.attribute("a", 1.0);
    assertThat(messages(group).getLast().content())
        .contains(hex("01 00 00 00 00000000 000000000000f03f"));
    group.attribute("a", (Hdf5Object) group);
    assertThat(messages(group).getLast().content())
        .as("a reference is the address of the header")
        .contains(hex("17 00 00 00 08000000"))
        .endsWith("e803000000000000");
  }

  @Test
  void enumeration_hasNamesAndNumbers() {
    Hdf5Group group = new Hdf5Group();
    group.attribute("e", Hdf5Type.enumeration(List.of("no", "yes")), 1);
    assertThat(messages(group).getLast().content())
        // Class 8 of two members in a byte; based on an unsigned byte; names, then numbers.
        .contains(
            hex(
                "18 02 00 00 01000000"
                    + "10 00 00 00 01000000 0000 0800"
                    + "6e6f000000000000 7965730000000000"
                    + "00 01"));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8, 23, 24, 31, 32, 100})
  void enumerationOfLongNames_isReadBack(int length) throws IOException {
    List<String> names = List.of("a".repeat(length), "b".repeat(length), "c");
    Hdf5Group root = new Hdf5Group();
    root.attribute("chosen", Hdf5Type.enumeration(names), 1);
    Path file = folder.resolve("a.h5");
    new Hdf5File(file, root).close();
    try (HdfFile read = new HdfFile(file)) {
      assertThat(read.getAttribute("chosen").getData()).isEqualTo(names.get(1));
    }
  }

  /// Their number has 16 bits.
  @Test
  void moreMembersThanAHeaderCounts_areRefused() {
    Hdf5Group group = new Hdf5Group();
    IntStream.range(0, 0xffff - 2).forEach(k -> group.group("m" + k));
    assertThat(messages(group)).hasSize(0xffff);
    group.attribute("one", "more");
    assertThatThrownBy(() -> messages(group))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("65536 members and attributes: at most 65535");
  }

  @Test
  void nameThatIsNotAscii_isRefused() {
    Hdf5Group member = new Hdf5Group();
    member.group("é");
    assertThatThrownBy(() -> messages(member))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("é: a name that is not ASCII");
    Hdf5Group attribute = new Hdf5Group();
    attribute.attribute("µ", 1.0);
    assertThatThrownBy(() -> messages(attribute)).isInstanceOf(IllegalArgumentException.class);
  }
}
