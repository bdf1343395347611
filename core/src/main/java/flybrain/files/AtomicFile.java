package flybrain.files;

import flybrain.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A file that appears under its final name only when it is complete.
///
/// It is written beside its target as `.NAME.MARK.part` (see [ProcessMark]), forced to disk and
/// renamed. A part that was not committed is deleted when this is closed, and at the exit of the
/// process (Ctrl-C included). The next process of this machine that writes the file deletes what a
/// killed process left.
public final class AtomicFile implements AutoCloseable {
  private static final Pattern PART_NAME =
      Pattern.compile(
          "\\.(?<target>.+)\\.(?<mark>" + ProcessMark.PATTERN + ")(-\\d{1,18})?\\.part");

  private static final Set<Path> OPEN_PARTS = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> OPEN_PARTS.forEach(AtomicFile::deleteQuietly)));
  }

  private final Path target;
  private final Path part;

  /// Prepares to write a file; its folder is made when it is missing.
  ///
  /// @throws InputException if the folder cannot be made or written
  public AtomicFile(Path target) {
    this.target = target.toAbsolutePath();
    Path folder = this.target.getParent();
    if (folder == null || Files.isDirectory(this.target)) {
      throw new InputException(target + ": is a folder; name a file to write");
    }
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException | AccessDeniedException e) {
      throw new InputException(folder + ": this folder cannot be created; choose another", e);
    } catch (IOException e) {
      throw new InputException(folder + ": this folder cannot be created: " + e.getMessage(), e);
    }
    if (!Files.isWritable(folder)) {
      throw new InputException(folder + ": this folder is not writable; choose another");
    }
    this.part = folder.resolve("." + this.target.getFileName() + "." + ProcessMark.own() + ".part");
    OPEN_PARTS.add(part);
    try {
      deleteAbandoned(folder, this.target.getFileName().toString());
    } catch (IOException e) {
      // A left-over part is harmless: its name is never read.
    }
  }

  /// The path to write to until [#commit].
  public Path part() {
    return part;
  }

  /// Forces what was written to disk.
  public void force() throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /// Forces what was written to disk and gives it its final name, replacing an older file. Called
  /// once, when all channels and streams on the part are closed.
  ///
  /// @throws IOException if nothing was written, or it cannot be renamed; the older file stays
  public void commit() throws IOException {
    force();
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    OPEN_PARTS.remove(part);
  }

  /// Writes the content of a file.
  public interface Content {
    /// Writes it to a path, which is not yet the final one.
    void writeTo(Path part) throws IOException;
  }

  /// Writes a file in one step.
  ///
  /// @throws WriteException if it cannot be written; nothing of it is kept
  /// @throws InputException if its folder cannot be made or written
  public static void write(Path target, Content content) throws IOException {
    try (AtomicFile file = new AtomicFile(target)) {
      content.writeTo(file.part());
      file.commit();
    } catch (IOException | UncheckedIOException e) {
      throw WriteException.of(target, e);
    }
  }

  /// Writes text in UTF-8 to a file in one step.
  ///
  /// @throws WriteException if it cannot be written; nothing of it is kept
  public static void writeString(Path target, String text) throws IOException {
    write(target, part -> Files.writeString(part, text));
  }

  /// Whether a file is a part of another that is being written, or that a killed process left.
  ///
  /// @param name of the file
  /// @param file name of the other
  public static boolean isPart(String name, String file) {
    return name.startsWith("." + file + ".") && PART_NAME.matcher(name).matches();
  }

  /// Deletes the parts in a folder that processes of this machine left when they were killed; parts
  /// of running processes stay, and all parts of other machines. A folder that is missing has none.
  public static void deleteAbandoned(Path folder) throws IOException {
    deleteAbandoned(folder, null);
  }

  /// Deletes abandoned parts, of one file only unless its name is null.
  private static void deleteAbandoned(Path folder, @Nullable String target) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".*.part")) {
      for (Path part : parts) {
        Matcher name = PART_NAME.matcher(part.getFileName().toString());
        if (name.matches()
            && (target == null || target.equals(name.group("target")))
            && ProcessMark.isAbandoned(part, name.group("mark"))) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  @Override
  public void close() {
    if (OPEN_PARTS.remove(part)) {
      deleteQuietly(part);
    }
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // A left-over part is harmless: its name is never read.
    }
  }
}
