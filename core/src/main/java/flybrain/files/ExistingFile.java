package flybrain.files;

import flybrain.InputException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of the user that must exist: reports why it cannot be read before a library fails on it.
public final class ExistingFile {
  private ExistingFile() {}

  /// The file itself.
  ///
  /// @throws InputException if it is missing, a folder or unreadable
  public static Path check(Path file) {
    if (!Files.exists(file)) {
      throw new InputException(file + ": no such file; check the path");
    }
    if (Files.isDirectory(file)) {
      throw new InputException(file + ": is a folder; name a file");
    }
    if (!Files.isReadable(file)) {
      throw new InputException(file + ": permission denied; change its permissions");
    }
    return file;
  }
}
