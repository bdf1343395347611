package flybrain.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// The type of the elements of a dataset or attribute.
///
/// The messages are those of the HDF5 file format specification 3.0, section IV.A.2.d, version 1;
/// all numbers are little-endian.
///
/// @param size bytes of an element
/// @param message the datatype message that describes it in a file; not copied, never written
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Hdf5Type(int size, byte[] message) {
  public static final Hdf5Type INT64 = whole(8, true);
  public static final Hdf5Type UINT64 = whole(8, false);
  public static final Hdf5Type UINT32 = whole(4, false);

  /// An IEEE 754 double.
  public static final Hdf5Type FLOAT64 = of(8, "11203f00 08000000 0000 4000 34 0b 00 34 ff030000");

  /// Text of any length in UTF-8. An element is its length, and its place in a heap of the file.
  public static final Hdf5Type TEXT = of(16, "19010100 10000000 10000000 01000000 00000800");

  /// A reference to a group or dataset of the same file.
  public static final Hdf5Type OBJECT = of(8, "17000000 08000000");

  private static final int MEMBER_ALIGNMENT = 8;

  /// Names for the numbers 0, 1, 2 ... as an enumeration of unsigned bytes.
  public static Hdf5Type enumeration(List<String> names) {
    int ofNames = names.stream().mapToInt(String::length).sum();
    ByteBuffer message =
        Hdf5Bytes.allocate(20 + ofNames + names.size() * (MEMBER_ALIGNMENT + Byte.BYTES));
    message.put((byte) 0x18).putShort((short) names.size()).put((byte) 0).putInt(1);
    message.put(HexFormat.of().parseHex("100000000100000000000800"));
    for (String name : names) {
      byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
      int padded = Hdf5Bytes.padded(letters.length + 1, MEMBER_ALIGNMENT);
      message.put(letters).put(new byte[padded - letters.length]);
    }
    for (int number = 0; number < names.size(); number++) {
      message.put((byte) number);
    }
    return new Hdf5Type(1, Hdf5Bytes.taken(message));
  }

  private static Hdf5Type whole(int size, boolean signed) {
    ByteBuffer message = Hdf5Bytes.allocate(12);
    message.put((byte) 0x10).put((byte) (signed ? 8 : 0)).putShort((short) 0).putInt(size);
    message.putShort((short) 0).putShort((short) (8 * size));
    return new Hdf5Type(size, Hdf5Bytes.taken(message));
  }

  private static Hdf5Type of(int size, String hex) {
    return new Hdf5Type(size, HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}
