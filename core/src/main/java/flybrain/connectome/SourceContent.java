package flybrain.connectome;

import flybrain.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The content of the two files of a connectome, by their git blob ids.
///
/// Reading a hundred MB to know them takes a while; so they are remembered in the cache folder with
/// the size, times and inode of the files, and read again when any of these changed.
record SourceContent(String completenessBlob, String connectivityBlob) {
  private static final String BLOB = "[0-9a-f]{40}";

  /// The name under which the connectome is cached.
  String key() {
    return completenessBlob + "-" + connectivityBlob;
  }

  /// The release the files belong to, or empty.
  Optional<Release> release() {
    return Release.ofContent(completenessBlob, connectivityBlob);
  }

  /// The content of the files; reads them.
  static SourceContent read(ConnectomeFiles files) throws IOException {
    return new SourceContent(
        GitBlobId.of(files.completeness()), GitBlobId.of(files.connectivity()));
  }

  /// Records the content the files had with a stamp.
  ///
  /// @throws flybrain.InputException if the cache folder cannot be written
  void remember(ConnectomeFiles files, Path cacheFolder, String stamp) throws IOException {
    AtomicFile.writeString(
        index(files, cacheFolder),
        String.join("\n", stamp, completenessBlob, connectivityBlob) + "\n");
  }

  /// Detects that the files changed without reading them.
  static String stamp(ConnectomeFiles files) throws IOException {
    return FileStamp.of(files.completeness()).line()
        + " "
        + FileStamp.of(files.connectivity()).line();
  }

  /// The recorded content of files that still have a stamp.
  static Optional<SourceContent> recall(ConnectomeFiles files, Path cacheFolder, String stamp) {
    try {
      List<String> lines = Files.readAllLines(index(files, cacheFolder));
      boolean fits =
          lines.size() == 3
              && lines.get(0).equals(stamp)
              && lines.get(1).matches(BLOB)
              && lines.get(2).matches(BLOB);
      return fits ? Optional.of(new SourceContent(lines.get(1), lines.get(2))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Files that share a name here differ in their stamps, which hold their inodes. A name by a
  /// message digest would take longer to load than all else that is read of a known connectome.
  private static Path index(ConnectomeFiles files, Path cacheFolder) throws IOException {
    HexFormat hex = HexFormat.of();
    return cacheFolder.resolve(
        hex.toHexDigits(files.completeness().toRealPath().toString().hashCode())
            + hex.toHexDigits(files.connectivity().toRealPath().toString().hashCode())
            + ".source");
  }
}
