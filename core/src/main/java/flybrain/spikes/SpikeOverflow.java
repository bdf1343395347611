package flybrain.spikes;

import flybrain.files.AtomicFile;
import flybrain.files.WriteException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Spikes of one trial set aside in a file beside the spike file, first in, first out.
///
/// The file is deleted when this is closed, and at the exit of the process.
final class SpikeOverflow implements AutoCloseable {
  private static final int CHUNK_BYTES = 2 * Integer.BYTES * SpikeChunk.CAPACITY;

  private final Path target;
  private final AtomicFile file;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK_BYTES);
  private long chunksWritten;
  private long chunksRead;

  SpikeOverflow(Path target, int trial) throws IOException {
    this.target = target;
    this.file = new AtomicFile(target.resolveSibling(target.getFileName() + ".trial" + trial));
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
      throw WriteException.of(target, e);
    }
  }

  /// Appends a full chunk.
  void write(SpikeChunk chunk) throws IOException {
    buffer.clear();
    buffer.asIntBuffer().put(chunk.steps).put(chunk.neurons);
    try {
      long position = chunksWritten * CHUNK_BYTES;
      while (buffer.hasRemaining()) {
        position += channel.write(buffer, position);
      }
    } catch (IOException e) {
      throw WriteException.of(target, e);
    }
    chunksWritten++;
  }

  boolean isEmpty() {
    return chunksRead == chunksWritten;
  }

  /// Takes the first chunk off, which must be there.
  SpikeChunk read(int trial) throws IOException {
    buffer.clear();
    long position = chunksRead * CHUNK_BYTES;
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, position);
      if (count < 0) {
        throw new IOException(file.part() + ": was cut off by another program");
      }
      position += count;
    }
    SpikeChunk chunk = new SpikeChunk(trial);
    buffer.flip();
    buffer.asIntBuffer().get(chunk.steps).get(chunk.neurons);
    chunk.size = SpikeChunk.CAPACITY;
    chunksRead++;
    return chunk;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Its content is thrown away.
    } finally {
      file.close();
    }
  }
}
