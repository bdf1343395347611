package flybrain.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keeps others out of a folder while a process works in it; ends with the process at the latest.
///
/// A file is locked that keeps the mark of its holder (see [ProcessMark]); it stays.
public final class FolderLock implements AutoCloseable {
  /// The file in the folder that is locked.
  public static final String FILE = ".lock";

  /// The byte that is locked, behind any content: some systems do not let others read locked bytes.
  private static final long BYTE = Long.MAX_VALUE - 1;

  private static final int LONGEST_MARK = 64;

  /// Between tries for a folder that is to become free.
  private static final Duration PAUSE = Duration.ofMillis(200);

  /// The locked files of this process: to open one again and close it would unlock it for other
  /// processes.
  private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// What came of a try.
  ///
  /// @param lock null if there is a holder
  /// @param holder in words
  private record Try(@Nullable FolderLock lock, String holder) {}

  /// Locks a folder.
  ///
  /// @param held makes the error if another process or thread has the folder, from words such as
  ///   `process 4711`
  /// @return the lock, to be closed
  /// @throws X if the folder has a holder
  /// @throws WriteException if there can be no lock
  public static <X extends Exception> FolderLock of(Path folder, Function<String, X> held)
      throws IOException, X {
    return lock(folder.toRealPath().resolve(FILE), held);
  }

  /// Locks a folder that may be deleted and made again meanwhile: the file is beside it, in a
  /// folder that exists.
  ///
  /// @param held as of [#of]
  /// @throws WriteException if there can be no lock
  public static <X extends Exception> FolderLock beside(Path folder, Function<String, X> held)
      throws IOException, X {
    Path parent = Objects.requireNonNull(folder.toAbsolutePath().getParent());
    return lock(parent.toRealPath().resolve(folder.getFileName() + FILE), held);
  }

  /// Locks a folder as soon as it is free, which is tried several times a second.
  ///
  /// @param waiting receives, once for each, who has the folder
  /// @throws WriteException if there can be no lock
  public static FolderLock await(Path folder, Consumer<String> waiting)
      throws IOException, InterruptedException {
    Path file = folder.toRealPath().resolve(FILE);
    String known = "";
    while (true) {
      Try result = tryOf(file);
      if (result.lock != null) {
        return result.lock;
      }
      if (!result.holder.equals(known)) {
        known = result.holder;
        waiting.accept(known);
      }
      Thread.sleep(PAUSE);
    }
  }

  private static <X extends Exception> FolderLock lock(Path file, Function<String, X> held)
      throws IOException, X {
    Try result = tryOf(file);
    if (result.lock == null) {
      throw held.apply(result.holder);
    }
    return result.lock;
  }

  private static Try tryOf(Path file) throws IOException {
    if (!LOCKED.add(file)) {
      return new Try(null, "this process");
    }
    FolderLock lock = null;
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock(BYTE, 1, false) == null) {
          return new Try(null, holder(channel));
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(ProcessMark.own()));
        lock = new FolderLock(file, channel);
        return new Try(lock, "");
      } finally {
        if (lock == null) {
          channel.close();
        }
      }
    } catch (IOException e) {
      throw WriteException.of(file, e);
    } finally {
      if (lock == null) {
        LOCKED.remove(file);
      }
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer mark = ByteBuffer.allocate(LONGEST_MARK);
    channel.read(mark, 0);
    return ProcessMark.words(StandardCharsets.US_ASCII.decode(mark.flip()).toString());
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      LOCKED.remove(file);
    }
  }
}
