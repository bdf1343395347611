package flybrain.external;

import flybrain.files.UserFolders;
import java.nio.file.Path;
import java.util.Map;

/// Where environments are: `FLYBRAIN_ENVIRONMENTS`, otherwise `environments` in the user's data
/// folder.
final class Environments {
  private Environments() {}

  static Path folder() {
    return folder(System.getenv(), UserFolders.standard());
  }

  static Path folder(Map<String, String> variables, UserFolders folders) {
    String own = variables.getOrDefault("FLYBRAIN_ENVIRONMENTS", "");
    Path folder = own.isEmpty() ? folders.data().resolve("environments") : Path.of(own);
    return folder.toAbsolutePath();
  }
}
