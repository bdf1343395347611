package flybrain.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Files that appear in a folder together, when all of them are complete.
///
/// They are written to a folder in the folder, `.stage.MARK` (see [ProcessMark]), and then moved,
/// each over an older file of its name; other files stay. When one cannot be written, or the
/// process is ended (Ctrl-C included), nothing is left of them. The next process of this machine
/// deletes what a killed one left.
public final class StagedFolder implements AutoCloseable {
  private static final Pattern NAME =
      Pattern.compile("\\.stage\\.(?<mark>" + ProcessMark.PATTERN + ")");

  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(StagedFolder::delete)));
  }

  private final Path folder;
  private final Path stage;

  private StagedFolder(Path folder) throws IOException {
    this.folder = folder;
    this.stage = folder.toAbsolutePath().normalize().resolve(".stage." + ProcessMark.own());
    if (!OPEN.add(stage)) {
      throw new IOException("this process already writes files there");
    }
    try {
      Files.createDirectories(folder);
      deleteAbandoned();
      Files.createDirectory(stage);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /// Writes files to a folder, which is made when it is missing.
  ///
  /// @param files writes them all to the folder that it is given
  /// @throws WriteException if they cannot be written
  public static void write(Path folder, AtomicFile.Content files) throws IOException {
    try (StagedFolder staged = new StagedFolder(folder)) {
      files.writeTo(staged.stage);
      staged.commit();
    } catch (WriteException e) {
      // It names the file where it was written, and not where it was to be.
      throw WriteException.of(folder, Objects.requireNonNullElse(e.getCause(), e));
    } catch (IOException | UncheckedIOException e) {
      throw WriteException.of(folder, e);
    }
  }

  private void commit() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(stage)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path target = folder.resolve(stage.relativize(file));
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() {
    OPEN.remove(stage);
    delete(stage);
  }

  private void deleteAbandoned() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
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
      // Leftovers are harmless: their names are never read.
    }
  }
}
