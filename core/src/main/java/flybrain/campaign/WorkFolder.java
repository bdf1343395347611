package flybrain.campaign;

import flybrain.InputException;
import flybrain.SplitMix64;
import flybrain.files.FolderTree;
import flybrain.files.ProcessMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A folder in a folder that several machines write to, in which one process writes files before
/// they are moved to where all see them.
///
/// It is deleted when it is closed and at the exit of the process (Ctrl-C included); the next
/// process on this machine deletes what a killed one left.
final class WorkFolder implements AutoCloseable {
  private static final String START = ".work.";
  private static final Pattern NAME =
      Pattern.compile(Pattern.quote(START) + "(?<mark>" + ProcessMark.PATTERN + ")\\.[0-9a-f]{16}");

  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(WorkFolder::delete)));
  }

  private final Path path;

  /// Makes one.
  ///
  /// @throws InputException if the folder cannot be created or written
  WorkFolder(Path folder) {
    // A process may work in several at once.
    long random =
        new SplitMix64(System.nanoTime() ^ (ProcessHandle.current().pid() << 32)).nextLong();
    this.path = folder.resolve(START + "%s.%016x".formatted(ProcessMark.own(), random));
    try {
      Files.createDirectories(folder);
      deleteAbandoned(folder);
      Files.createDirectory(path);
    } catch (IOException e) {
      throw new InputException(
          folder + ": this folder cannot be created or written; name another with --out", e);
    }
    OPEN.add(path);
  }

  Path path() {
    return path;
  }

  /// Moves a file that was written here to a folder that is there, over an older one of its name.
  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void deleteAbandoned(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (name.matches() && ProcessMark.isAbandoned(file, name.group("mark"))) {
          delete(file);
        }
      }
    }
  }

  private static void delete(Path folder) {
    try {
      FolderTree.delete(folder);
    } catch (IOException e) {
      // Leftovers only take space: their names are never read.
    }
  }

  @Override
  public void close() {
    OPEN.remove(path);
    delete(path);
  }
}
