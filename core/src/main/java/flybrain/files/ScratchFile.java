package flybrain.files;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Bytes set aside beside a file that is being written, for want of memory. They are deleted when
/// this is closed, and at the exit of the process. Used by one thread at a time; closing it ends
/// the use of [#room] too.
public final class ScratchFile implements AutoCloseable {
  private static final int ZEROS = 1 << 20;

  private final AtomicFile file;
  private final FileChannel channel;
  private final Arena arena = Arena.ofShared();
  private long end;

  /// @param target the file that is being written
  public ScratchFile(Path target) throws IOException {
    this.file = new AtomicFile(target.resolveSibling(target.getFileName() + ".waiting"));
    try {
      this.channel =
          FileChannel.open(
              file.part(),
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /// Sets bytes aside; returns where they are.
  public long put(byte[] bytes) throws IOException {
    long position = end;
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      end += channel.write(buffer, end);
    }
    return position;
  }

  /// Reads bytes that were set aside.
  ///
  /// @param position as [#put] returned it
  /// @param size in bytes
  public byte[] get(long position, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException(file.part() + ": was cut off by another program");
      }
    }
    return buffer.array();
  }

  /// Sets zeros aside, to be read and written as memory until this is closed.
  ///
  /// They are written first: on a full disk this fails, not an access of the memory.
  public MemorySegment room(long bytes) throws IOException {
    long position = end;
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(bytes, ZEROS));
    while (end < position + bytes) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), position + bytes - end));
      end += channel.write(zeros, end);
    }
    return bytes == 0
        ? MemorySegment.NULL
        : channel.map(FileChannel.MapMode.READ_WRITE, position, bytes, arena);
  }

  @Override
  public void close() {
    try {
      arena.close();
      channel.close();
    } catch (IOException e) {
      // Its content is thrown away.
    } finally {
      file.close();
    }
  }
}
