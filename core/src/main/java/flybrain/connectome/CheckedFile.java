package flybrain.connectome;

import flybrain.InputException;
import flybrain.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// Records, in a file beside it, that a file was verified; it need not be verified again until it
/// is written to.
final class CheckedFile {
  private final Path file;
  private final InstantSource clock;

  CheckedFile(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /// Whether the file is the one that was checked, and was not written to since.
  boolean isKnown() throws IOException {
    String now = FileStamp.of(file).line();
    try {
      return Files.readString(memory()).equals(now + "\n");
    } catch (IOException e) {
      return false;
    }
  }

  /// Remembers that the file was checked, where it can and where a later write could not escape it.
  ///
  /// @param before the stamp of the file before it was checked
  void remember(FileStamp before) throws IOException {
    if (before.settled(clock.instant()) && FileStamp.of(file).equals(before)) {
      try {
        AtomicFile.writeString(memory(), before.line() + "\n");
      } catch (IOException | InputException e) {
        // A cache that cannot be written is checked at every start.
      }
    }
  }

  private Path memory() {
    return file.resolveSibling(file.getFileName() + ".checked");
  }
}
