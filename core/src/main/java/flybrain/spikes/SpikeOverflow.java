package flybrain.spikes;

import flybrain.files.AtomicFile;
import flybrain.files.WriteException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Spikes of one trial set aside in a file beside the spike file, first in, first out.
///
/// The file is deleted when this is closed, and at the exit of the process.
final class SpikeOverflow implements AutoCloseable {
  /// How many spikes there are in a chunk, their steps and their neurons.
  private static final int CHUNK_BYTES = Integer.BYTES * (1 + 2 * SpikeChunk.CAPACITY);

  private final Path target;
  private final AtomicFile file;
  private final FileChannel channel;
  private final int trial;
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
  private int chunksWritten;
  private int chunksRead;

  SpikeOverflow(Path target, int trial) throws IOException {
    this.target = target;
    this.trial = trial;
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

  /// Appends a chunk.
  void write(SpikeChunk chunk) throws IOException {
    buffer.clear();
    buffer.asIntBuffer().put(chunk.size).put(chunk.steps).put(chunk.neurons);
    try {
      long position = (long) chunksWritten * CHUNK_BYTES;
      while (buffer.hasRemaining()) {
        position += channel.write(buffer, position);
      }
    } catch (IOException e) {
      throw WriteException.of(target, e);
    }
    chunksWritten++;
  }

  /// Number of chunks that were written and not yet read.
  int chunks() {
    return chunksWritten - chunksRead;
  }

  /// Takes the first chunk off, which must be there.
  SpikeChunk read() throws IOException {
    buffer.clear();
    long position = (long) chunksRead * CHUNK_BYTES;
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, position);
      if (count < 0) {
        throw new IOException(file.part() + ": was truncated by another program");
      }
      position += count;
    }
    SpikeChunk chunk = new SpikeChunk(trial);
    buffer.flip();
    IntBuffer values = buffer.asIntBuffer();
    chunk.size = values.get();
    values.get(chunk.steps).get(chunk.neurons);
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
