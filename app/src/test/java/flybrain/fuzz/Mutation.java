package flybrain.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Damages a file the way disks, transfers, editors and other programs do, by chance.
final class Mutation {
  private static final long[] EDGES = {
    0,
    1,
    -1,
    127,
    128,
    255,
    256,
    32767,
    65536,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final List<String> WORDS =
      List.of(
          "-1",
          "0",
          "1e309",
          "NaN",
          "-9223372036854775808",
          "18446744073709551616",
          "1..2",
          "\"",
          "'",
          "[",
          "]",
          "{",
          "}",
          ",",
          "\n",
          "\r\n",
          "\t",
          "=",
          "#",
          "\u0000",
          "\uFEFF",
          "%s",
          "9".repeat(5000),
          "a".repeat(5000),
          "[".repeat(3000),
          ",".repeat(3000),
          "\n".repeat(3000));

  /// The end of a Parquet file has its footer, where lies do most.
  private static final double END = 0.3;

  private Mutation() {}

  /// One to eight changes of a file.
  ///
  /// @param other another file of the same kind, parts of which may be put in
  static byte[] of(byte[] file, byte[] other, RandomGenerator random) {
    byte[] bytes = file.clone();
    int changes = 1 + (int) Math.min(7, random.nextExponential() * 1.5);
    for (int n = 0; n < changes; n++) {
      bytes = change(bytes, other, random);
    }
    return bytes;
  }

  private static byte[] change(byte[] bytes, byte[] other, RandomGenerator random) {
    if (bytes.length == 0) {
      return word(random);
    }
    int at = place(bytes.length, random);
    int length = Math.min(bytes.length - at, 1 + (int) (random.nextExponential() * 12));
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> flip(bytes, at, random.nextInt(8));
      case 3, 4 -> set(bytes, at, (byte) random.nextInt(256));
      case 5 -> set(bytes, at, (byte) (random.nextBoolean() ? 0xff : 0x7f));
      case 6 -> number(bytes, at, random);
      case 7 -> replace(bytes, at, length, new byte[0]);
      case 8 -> replace(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
      case 9 -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : set(bytes, at, (byte) 0);
      case 10 -> replace(bytes, at, random.nextInt(length + 1), word(random));
      default -> replace(bytes, at, length, piece(other, random));
    };
  }

  private static int place(int length, RandomGenerator random) {
    int end = (int) Math.ceil(length * END);
    return random.nextBoolean() ? random.nextInt(length) : length - 1 - random.nextInt(end);
  }

  private static byte[] flip(byte[] bytes, int at, int bit) {
    bytes[at] ^= (byte) (1 << bit);
    return bytes;
  }

  private static byte[] set(byte[] bytes, int at, byte value) {
    bytes[at] = value;
    return bytes;
  }

  private static byte[] number(byte[] bytes, int at, RandomGenerator random) {
    byte[] edge =
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(EDGES[random.nextInt(EDGES.length)])
            .array();
    int width = Math.min(bytes.length - at, random.nextBoolean() ? Long.BYTES : Integer.BYTES);
    System.arraycopy(edge, 0, bytes, at, width);
    return bytes;
  }

  private static byte[] word(RandomGenerator random) {
    return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] piece(byte[] other, RandomGenerator random) {
    int from = random.nextInt(other.length + 1);
    return Arrays.copyOfRange(other, from, from + random.nextInt(other.length - from + 1));
  }

  private static byte[] replace(byte[] bytes, int at, int length, byte[] by) {
    ByteArrayOutputStream changed = new ByteArrayOutputStream(bytes.length + by.length);
    changed.write(bytes, 0, at);
    changed.writeBytes(by);
    changed.write(bytes, at + length, bytes.length - at - length);
    return changed.toByteArray();
  }
}
