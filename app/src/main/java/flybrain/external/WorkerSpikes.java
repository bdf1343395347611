package flybrain.external;

import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/// A file of spikes from a worker: the steps of all, then their neurons, 32-bit integers.
///
/// @param count number of spikes
/// @param file where they are
record WorkerSpikes(int count, Path file) {
  private static final int AT_ONCE = 65_536;

  /// The file of a name in a worker's folder, which must be a plain file in it: no folder, no pipe
  /// and no link to elsewhere.
  static Path plainFile(Path folder, String name) throws IOException {
    Path file;
    try {
      file = folder.resolve(name);
    } catch (InvalidPathException _) {
      throw notPlain(name);
    }
    if (!folder.equals(file.getParent())) {
      throw notPlain(name);
    }
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        throw notPlain(name);
      }
    } catch (NoSuchFileException _) {
      throw new WrongOutput("its file of spikes '%s' is missing".formatted(shown(name)));
    }
    return file;
  }

  private static WrongOutput notPlain(String name) {
    return new WrongOutput(
        "its file of spikes '%s' is not a plain file in its folder".formatted(shown(name)));
  }

  private static String shown(String name) {
    return WorkerMessage.start(name);
  }

  /// Hands the spikes on and deletes the file.
  void handOn(TrialSink sink) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      if (channel.size() != 8L * count) {
        throw new WrongOutput(
            "%s: %d bytes for %d spikes; expected %d"
                .formatted(shown(file.toString()), channel.size(), count, 8L * count));
      }
      int[] steps = new int[Math.min(count, AT_ONCE)];
      int[] neurons = new int[steps.length];
      ByteBuffer bytes = ByteBuffer.allocateDirect(4 * steps.length).order(ByteOrder.LITTLE_ENDIAN);
      for (int from = 0; from < count; from += AT_ONCE) {
        int some = Math.min(AT_ONCE, count - from);
        read(channel, 4L * from, bytes, steps, some);
        read(channel, 4L * (count + (long) from), bytes, neurons, some);
        sink.spikes(steps, neurons, some);
      }
    }
    Files.delete(file);
  }

  private static void read(
      FileChannel channel, long position, ByteBuffer bytes, int[] numbers, int count)
      throws IOException {
    bytes.clear().limit(4 * count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new WrongOutput("its file of spikes was truncated while being read");
      }
    }
    bytes.flip().asIntBuffer().get(numbers, 0, count);
  }
}
