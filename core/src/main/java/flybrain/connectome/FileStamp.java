package flybrain.connectome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Detects that a file changed without reading it.
///
/// @param size in bytes
/// @param modified when its content was last written to
/// @param changed when its inode last changed, which the system keeps and nobody can set back;
///   where there is no such time, when it was made
/// @param key which file it is (device and inode), or null if unknown
record FileStamp(long size, FileTime modified, FileTime changed, @Nullable Object key) {
  /// The coarsest clock of a file system has a resolution of two seconds.
  private static final Duration CLOCK = Duration.ofSeconds(2);

  static FileStamp of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    FileTime changed =
        unix ? (FileTime) Files.getAttribute(file, "unix:ctime") : attributes.creationTime();
    return new FileStamp(
        attributes.size(), attributes.lastModifiedTime(), changed, attributes.fileKey());
  }

  /// Whether a write after a moment must change the stamp: the file was last written to so long
  /// before that the clock of the file system has gone on.
  boolean settled(Instant moment) {
    Instant last = moment.minus(CLOCK);
    return modified.toInstant().isBefore(last) && changed.toInstant().isBefore(last);
  }

  /// The stamp in a line, equal for equal stamps only.
  String line() {
    return size + ";" + modified + ";" + changed + ";" + key;
  }
}
