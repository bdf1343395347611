package flybrain.files;

import flybrain.InputException;
import flybrain.SplitMix64;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The folder of this process for temporary files: native libraries, networks passed to other
/// simulators, and files these leave behind.
///
/// It is made in `FLYBRAIN_TMP`, otherwise `TMPDIR`, otherwise where Java has temporary files, and
/// deleted as the process ends. A process that is killed cannot do so; the next one does it for it.
/// A locked file beside each folder marks folders of living processes, in other containers too.
public final class TemporaryFolder {
  /// The native libraries take 4 MB.
  private static final long LEAST_ROOM = 16L << 20;

  private static final String PREFIX = "flybrain-";
  private static final String LOCK = ".lock";
  private static final List<Runnable> BEFORE = new CopyOnWriteArrayList<>();

  /// The locked files of this process: to open one again and close it would unlock it.
  private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

  private static volatile @Nullable TemporaryFolder own;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFolder::leave));
  }

  private final Path folder;
  private final Path lockFile;
  private final FileLock lock;

  private TemporaryFolder(Path folder, Path lockFile, FileLock lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /// The folder of this process, made at the first call. Libraries that unpack native code, too,
  /// take it for the system's from then on.
  ///
  /// @throws InputException if there can be none, with what to do
  public static synchronized Path own() {
    TemporaryFolder made = own;
    if (made == null) {
      made = in(place(System.getenv(), System.getProperty("java.io.tmpdir", ".")));
      for (String name :
          List.of(
              "java.io.tmpdir", "ZstdTempFolder", "org.xerial.snappy.tempdir", "jline.tmpdir")) {
        System.setProperty(name, made.folder.toString());
      }
      own = made;
    }
    return made.folder;
  }

  /// Has something done at the end of this process before its folder is deleted.
  public static void beforeDeletion(Runnable step) {
    BEFORE.add(step);
  }

  /// Refuses to begin what would not find room.
  ///
  /// @param bytes that will be written
  /// @param what is written, for the message
  /// @throws InputException with what is free
  public static void requireRoom(long bytes, String what) {
    requireRoom(own(), bytes, what);
  }

  /// The folder in which temporary files are.
  ///
  /// @param java where Java has them
  static Path place(Map<String, String> variables, String java) {
    for (String name : List.of("FLYBRAIN_TMP", "TMPDIR")) {
      String value = variables.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return Path.of(value).toAbsolutePath();
      }
    }
    return Path.of(java).toAbsolutePath();
  }

  /// Makes a folder in a place, after those that killed processes left there are deleted.
  static TemporaryFolder in(Path place) {
    if (!Files.isDirectory(place)) {
      throw new InputException(
          ("the folder for temporary files %s does not exist; create it, or name another with "
                  + "FLYBRAIN_TMP")
              .formatted(place));
    }
    deleteAbandoned(place);
    requireRoom(place, LEAST_ROOM, "native libraries");
    try {
      while (true) {
        Path lockFile = newLockFile(place);
        FileLock lock = lock(lockFile);
        // Another process may have taken it for abandoned before it was locked.
        if (lock != null && Files.exists(lockFile)) {
          LOCKED.add(lockFile);
          return new TemporaryFolder(Files.createDirectory(folderOf(lockFile)), lockFile, lock);
        }
      }
    } catch (IOException e) {
      throw new InputException(
          "the folder for temporary files %s is not writable (%s); name another with FLYBRAIN_TMP"
              .formatted(place, reason(e)),
          e);
    }
  }

  /// An empty file with a name of its own. Java's temporary files get theirs from a secure
  /// generator, which takes longer to set up than many a command takes altogether.
  private static Path newLockFile(Path place) throws IOException {
    SplitMix64 names = new SplitMix64(System.nanoTime() ^ (ProcessHandle.current().pid() << 32));
    while (true) {
      try {
        return Files.createFile(
            place.resolve(PREFIX + Long.toUnsignedString(names.nextLong()) + LOCK));
      } catch (FileAlreadyExistsException e) {
        // The next name will be another.
      }
    }
  }

  private static String reason(IOException e) {
    String reason = e.getMessage();
    return e instanceof java.nio.file.AccessDeniedException || reason == null
        ? "permission denied"
        : reason;
  }

  Path folder() {
    return folder;
  }

  private static void requireRoom(Path place, long bytes, String what) {
    long free;
    try {
      free = Files.getFileStore(place).getUsableSpace();
    } catch (IOException e) {
      // Whoever writes will see.
      return;
    }
    if (free < bytes) {
      throw new InputException(
          ("the folder for temporary files %s has %d MB free, %d MB are needed for %s; free some "
                  + "space or name another folder with FLYBRAIN_TMP")
              .formatted(place, free / 1_000_000, bytes / 1_000_000 + 1, what));
    }
  }

  private static Path folderOf(Path lockFile) {
    String name = lockFile.getFileName().toString();
    return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
  }

  /// Deletes the folders of processes that are gone.
  private static void deleteAbandoned(Path place) {
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(place, PREFIX + "*" + LOCK)) {
      for (Path lockFile : locks) {
        deleteIfAbandoned(lockFile);
      }
    } catch (IOException e) {
      // Leftovers only take space.
    }
  }

  private static void deleteIfAbandoned(Path lockFile) {
    try {
      FileLock lock = LOCKED.contains(lockFile) ? null : lock(lockFile);
      if (lock != null) {
        new TemporaryFolder(folderOf(lockFile), lockFile, lock).delete();
      }
    } catch (IOException e) {
      // Another user's, or gone in the meantime.
    }
  }

  /// The lock on a file; null while a living process has it.
  private static @Nullable FileLock lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return lock;
    } catch (OverlappingFileLockException e) {
      channel.close();
      return null;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void leave() {
    BEFORE.forEach(Runnable::run);
    TemporaryFolder folder = own;
    try {
      if (folder != null) {
        folder.delete();
      }
    } catch (IOException e) {
      // The next process tries again.
    }
  }

  void delete() throws IOException {
    try {
      FolderTree.delete(folder);
      Files.deleteIfExists(lockFile);
    } finally {
      lock.acquiredBy().close();
      LOCKED.remove(lockFile);
    }
  }
}
