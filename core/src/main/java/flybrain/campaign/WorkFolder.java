package flybrain.campaign;

import flybrain.InputException;
import flybrain.SplitMix64;
import flybrain.files.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
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
  private static final Path KERNEL_HOST = Path.of("/proc/sys/kernel/hostname");
  private static final String START = ".work.";

  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(WorkFolder::delete)));
  }

  private final Path path;

  /// Makes one.
  ///
  /// @throws InputException if the folder cannot be created or written
  WorkFolder(Path folder) {
    String host = host();
    long process = ProcessHandle.current().pid();
    // Containers on one machine may share its name, and each count its processes from 1.
    long random = new SplitMix64(System.nanoTime() ^ (process << 32)).nextLong();
    this.path = folder.resolve(START + "%s.%d.%016x".formatted(host, process, random));
    try {
      Files.createDirectories(folder);
      deleteAbandoned(folder, host);
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

  private static void deleteAbandoned(Path folder, String host) throws IOException {
    Pattern ofThisMachine =
        Pattern.compile(Pattern.quote(START + host) + "\\.(?<process>\\d{1,18})\\.[0-9a-f]{16}");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = ofThisMachine.matcher(String.valueOf(file.getFileName()));
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group("process"))).isEmpty()) {
          delete(file);
        }
      }
    }
  }

  /// The name of this machine as far as it can be asked for without a network.
  private static String host() {
    String name;
    try {
      name = Files.readString(KERNEL_HOST);
    } catch (IOException e) {
      Map<String, String> environment = System.getenv();
      name =
          environment.getOrDefault("COMPUTERNAME", environment.getOrDefault("HOSTNAME", "machine"));
    }
    return name.strip().replaceAll("[^A-Za-z0-9-]", "-");
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
