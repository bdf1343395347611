package flybrain.external;

import flybrain.backend.BackendException;
import flybrain.connectome.Connections;
import flybrain.spikes.SpikeSink;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of spikes from a worker: the steps of all, then their neurons, 32-bit integers.
///
/// @param trial whose spikes they are
/// @param count number of spikes
/// @param file where they are
record SpikeBlock(int trial, int count, Path file) {
  private static final int AT_ONCE = 65_536;

  /// Hands the spikes on and deletes the file.
  void handOn(SpikeSink sink) throws IOException {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file)) {
      if (channel.size() != 8L * count) {
        throw new BackendException(
            "%s: %d bytes for %d spikes; expected %d"
                .formatted(file, channel.size(), count, 8L * count));
      }
      MemorySegment numbers = channel.map(FileChannel.MapMode.READ_ONLY, 0, 8L * count, arena);
      int[] steps = new int[Math.min(count, AT_ONCE)];
      int[] neurons = new int[steps.length];
      for (int from = 0; from < count; from += AT_ONCE) {
        int some = Math.min(AT_ONCE, count - from);
        MemorySegment.copy(numbers, Connections.INT, 4L * from, steps, 0, some);
        MemorySegment.copy(numbers, Connections.INT, 4L * (count + (long) from), neurons, 0, some);
        sink.spikes(trial, steps, neurons, some);
      }
    }
    Files.delete(file);
  }
}
