package flybrain.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps others out of a folder while a process works in it; ends with the process at the latest.
public final class FolderLock implements AutoCloseable {
  /// The file in the folder that is locked; it stays.
  public static final String FILE = ".lock";

  /// The locked files of this process: to open one again and close it would unlock it for other
  /// processes.
  private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Locks a folder; empty if another process or thread has it.
  public static Optional<FolderLock> of(Path folder) throws IOException {
    Path file = folder.toRealPath().resolve(FILE);
    if (!LOCKED.add(file)) {
      return Optional.empty();
    }
    Optional<FolderLock> lock = Optional.empty();
    try {
      lock = lock(file);
      return lock;
    } finally {
      if (lock.isEmpty()) {
        LOCKED.remove(file);
      }
    }
  }

  private static Optional<FolderLock> lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean isLocked = false;
    try {
      isLocked = channel.tryLock() != null;
      return isLocked ? Optional.of(new FolderLock(file, channel)) : Optional.empty();
    } finally {
      if (!isLocked) {
        channel.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      LOCKED.remove(file);
    }
  }
}
