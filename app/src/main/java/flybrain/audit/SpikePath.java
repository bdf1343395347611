package flybrain.audit;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The path of a spike file as written in tables: relative to the project it was made in, which
/// need not contain the checked folder.
final class SpikePath {
  private static final int DEEPEST = 64;

  private SpikePath() {}

  /// The file with a path in a folder; empty if it does not exist or is outside.
  static Optional<Path> below(Path folder, String path) {
    try {
      Path file = folder.resolve(path).normalize();
      return file.startsWith(folder) && Files.isRegularFile(file)
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /// The file in a folder, or below it: the longest end of the path that leads to one.
  static Optional<Path> in(Path folder, String path) {
    List<String> parts =
        Arrays.stream(path.split("[/\\\\]", -1)).filter(part -> !part.isEmpty()).toList();
    // Deeper paths are nonsense, and each of their ends would be looked for.
    for (int first = Math.max(0, parts.size() - DEEPEST); first < parts.size(); first++) {
      Optional<Path> file = below(folder, String.join("/", parts.subList(first, parts.size())));
      if (file.isPresent()) {
        return file;
      }
    }
    return Optional.empty();
  }
}
