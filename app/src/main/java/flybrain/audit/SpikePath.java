package flybrain.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The path of a spike file as it stands in tables: relative to the project that it was made in,
/// which the folder that is checked need not lie in.
final class SpikePath {
  private SpikePath() {}

  /// The file in a folder, or below it: the longest end of the path that leads to one.
  static Optional<Path> in(Path folder, String path) {
    List<String> parts =
        Arrays.stream(path.split("[/\\\\]", -1)).filter(part -> !part.isEmpty()).toList();
    for (int first = 0; first < parts.size(); first++) {
      Path file = folder.resolve(String.join("/", parts.subList(first, parts.size()))).normalize();
      if (file.startsWith(folder) && Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
