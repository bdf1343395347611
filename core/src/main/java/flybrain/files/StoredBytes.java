package flybrain.files;

import flybrain.InputException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;

/// The bytes of a file, copied into memory range by range.
///
/// The file is not mapped: where a mapped file is cut by another process, native code that reads it
/// ends the JVM. Any thread may read, several at once too.
public final class StoredBytes implements AutoCloseable {
  /// The JDK keeps memory outside the heap for the largest piece read in one call.
  private static final int PIECE = 1 << 20;

  private final Path path;
  private final FileChannel channel;
  private final long length;

  /// @throws InputException if the file is missing or cannot be read
  public StoredBytes(Path path) {
    this.path = path;
    ExistingFile.check(path);
    try {
      this.channel = FileChannel.open(path);
      this.length = channel.size();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// A copy of a range, big-endian, from position 0 to its limit.
  ///
  /// @param offset of its first byte in the file
  /// @param count of bytes
  /// @throws EOFException if the file has no such range, or no longer has it
  /// @throws InputException if the range cannot be read, which is not damage
  public ByteBuffer readRange(long offset, int count) throws EOFException {
    if (offset < 0 || count < 0 || offset > length - count) {
      throw new EOFException(
          "bytes %d to %d of a file of %d bytes".formatted(offset, offset + count, length));
    }
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (readInto(bytes, offset + bytes.position()) < 0) {
        throw new InputException(
            "%s: became shorter while being read; try again when it is complete".formatted(path));
      }
    }
    return bytes.flip();
  }

  private int readInto(ByteBuffer bytes, long offset) {
    try {
      int count = Math.min(bytes.remaining(), PIECE);
      int read = channel.read(bytes.slice(bytes.position(), count), offset);
      bytes.position(bytes.position() + Math.max(0, read));
      return read;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private InputException unreadable(IOException e) {
    return new InputException(
        "%s: cannot be read: %s".formatted(path, Objects.requireNonNullElse(e.getMessage(), e)), e);
  }

  /// Its size in bytes, when it was opened.
  public long length() {
    return length;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
