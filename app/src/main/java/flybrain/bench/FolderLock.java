package flybrain.bench;

import flybrain.InputException;
import flybrain.files.WriteException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps a second benchmark out of a data folder; the system takes it off when the process ends in
/// whatever way.
final class FolderLock implements AutoCloseable {
  private static final String NAME = ".flybrain-bench.lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Locks a folder, which is made when it is missing.
  ///
  /// @throws InputException if another benchmark has it, naming its process
  static FolderLock on(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(
          folder + ": this folder cannot be created; choose another " + "--data", e);
    }
    Path file = folder.resolve(NAME);
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new InputException(folder + ": is not writable; choose another --data", e);
    }
    if (lock(channel) == null) {
      String holder = read(channel);
      channel.close();
      throw new InputException(
          "%s: another benchmark%s is writing to this folder; wait for it or choose another --data"
              .formatted(folder, holder));
    }
    try {
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      channel.close();
      throw WriteException.of(file, e);
    }
    return new FolderLock(channel);
  }

  /// Locks a byte behind the text, because some systems do not let others read locked bytes.
  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(1024, 1, false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(20);
    channel.read(bytes, 0);
    String process = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    return process.matches("\\d+") ? " (process " + process + ")" : "";
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
