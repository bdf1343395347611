package flybrain;

import java.nio.file.Files;
import java.nio.file.Path;

/// The folder of recorded data beside a checkout, which is not part of it.
public final class SharedData {
  private SharedData() {}

  /// A file of it; tests that call this carry `@Tag("shared")`.
  public static Path path(String name) {
    String folder = System.getProperty("flybrain.shared", "");
    Path path = Path.of(folder).resolve(name);
    if (folder.isEmpty() || !Files.exists(path)) {
      throw new AssertionError(
          "-Dflybrain.shared=%s: no %s there; name the folder of shared data"
              .formatted(folder, name));
    }
    return path;
  }
}
