package flybrain.arrow;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// A frame of LZ4: blocks that may repeat bytes of the blocks before, as Arrow writes them.
///
/// The library for LZ4 here reads only frames whose blocks are independent. Format: "LZ4 Frame
/// Format Description" 1.6.4 and "LZ4 Block Format Description", of the lz4 project. Checksums are
/// passed over: Arrow writes none.
final class Lz4Frame {
  private static final int MAGIC = 0x184D2204;
  private static final int VERSION = 0b0100_0000;
  private static final int VERSION_BITS = 0b1100_0000;
  private static final int BLOCK_CHECKSUMS = 0b0001_0000;
  private static final int CONTENT_SIZE = 0b0000_1000;
  private static final int DICTIONARY = 0b0000_0001;

  /// Marks a block that is stored as it is.
  private static final int STORED = 0x8000_0000;

  /// Of a repeated piece.
  private static final int SHORTEST = 4;

  private final ByteBuffer in;
  private final byte[] out;
  private int done;

  private Lz4Frame(ByteBuffer in, byte[] out) {
    this.in = in;
    this.out = out;
  }

  /// Decodes a frame.
  ///
  /// @param frame little-endian, from its position on, backed by an array
  /// @param out takes exactly what the frame holds
  /// @throws IOException if the frame is damaged or holds more or less
  static void decode(ByteBuffer frame, byte[] out) throws IOException {
    Lz4Frame decoder = new Lz4Frame(frame, out);
    try {
      decoder.blocks();
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IOException("an LZ4 frame that ends too early or is too long", e);
    }
    if (decoder.done != out.length) {
      throw new IOException("%d bytes where %d are promised".formatted(decoder.done, out.length));
    }
  }

  private void blocks() throws IOException {
    int flags = header();
    for (int size = in.getInt(); size != 0; size = in.getInt()) {
      int length = size & ~STORED;
      int end = in.position() + length;
      if (length > in.remaining()) {
        throw new IOException("a block of %d bytes of LZ4 in %d".formatted(length, in.remaining()));
      }
      if (size < 0) {
        in.get(out, done, length);
        done += length;
      } else {
        done = block(in.array(), in.arrayOffset() + in.position(), length);
        in.position(end);
      }
      if ((flags & BLOCK_CHECKSUMS) != 0) {
        in.getInt();
      }
    }
  }

  /// The flags of the frame; what they announce is passed over.
  private int header() throws IOException {
    if (in.getInt() != MAGIC) {
      throw new IOException("no frame of LZ4");
    }
    int flags = in.get();
    in.get();
    if ((flags & VERSION_BITS) != VERSION || (flags & DICTIONARY) != 0) {
      throw new IOException("a frame of LZ4 of another version, or with a dictionary");
    }
    if ((flags & CONTENT_SIZE) != 0) {
      in.getLong();
    }
    in.get();
    return flags;
  }

  /// Decodes a block behind what is done; returns the end of it.
  private int block(byte[] from, int start, int length) throws IOException {
    int at = start;
    int end = start + length;
    int to = done;
    while (at < end) {
      int token = from[at++] & 0xFF;
      int literals = token >>> 4;
      if (literals == 15) {
        int more;
        do {
          more = from[at++] & 0xFF;
          literals = Math.addExact(literals, more);
        } while (more == 255);
      }
      if (literals > end - at) {
        throw new IOException("%d bytes of LZ4 where %d are left".formatted(literals, end - at));
      }
      System.arraycopy(from, at, out, to, literals);
      at += literals;
      to += literals;
      if (at == end) {
        return to;
      }
      int back = (from[at] & 0xFF) | ((from[at + 1] & 0xFF) << 8);
      at += 2;
      int repeated = token & 15;
      if (repeated == 15) {
        int more;
        do {
          more = from[at++] & 0xFF;
          repeated = Math.addExact(repeated, more);
        } while (more == 255);
      }
      to = repeat(to, back, Math.addExact(repeated, SHORTEST));
    }
    return to;
  }

  /// Repeats bytes that were written some way back; they may be among those being written.
  private int repeat(int to, int back, int count) throws IOException {
    if (back == 0 || back > to || count > out.length - to) {
      throw new IOException("LZ4 repeats %d bytes from %d bytes before".formatted(count, back));
    }
    if (back >= count) {
      System.arraycopy(out, to - back, out, to, count);
    } else {
      for (int k = 0; k < count; k++) {
        out[to + k] = out[to + k - back];
      }
    }
    return to + count;
  }
}
