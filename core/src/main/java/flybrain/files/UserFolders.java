package flybrain.files;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// The folders of the user that programs may write to, by the conventions of each system; they need
/// not be there.
///
/// @param cache what can be made again: `FLYBRAIN_CACHE`, otherwise `flybrain` in `XDG_CACHE_HOME`,
///   `~/.cache`, `~/Library/Caches` (macOS) or `LOCALAPPDATA` (Windows)
/// @param data what was fetched: `FLYBRAIN_DATA`, otherwise `flybrain` in `XDG_DATA_HOME`,
///   `~/.local/share`, `~/Library/Application Support` (macOS) or `LOCALAPPDATA` (Windows)
public record UserFolders(Path cache, Path data) {
  private static final String NAME = "flybrain";

  /// The folders of whoever runs this process.
  public static UserFolders standard() {
    return of(
        System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home", "."));
  }

  /// The folders that an environment names.
  ///
  /// @param system name of the operating system, as the property `os.name` has it
  static UserFolders of(Map<String, String> environment, String system, String home) {
    Path cache;
    Path data;
    String os = system.toLowerCase(Locale.ROOT);
    Path user = Path.of(home);
    if (os.startsWith("windows")) {
      Path local =
          named(environment, "LOCALAPPDATA", user.resolve("AppData").resolve("Local"))
              .resolve(NAME);
      cache = local.resolve("cache");
      data = local.resolve("data");
    } else if (os.startsWith("mac")) {
      cache = user.resolve("Library").resolve("Caches").resolve(NAME);
      data = user.resolve("Library").resolve("Application Support").resolve(NAME);
    } else {
      cache = named(environment, "XDG_CACHE_HOME", user.resolve(".cache")).resolve(NAME);
      data =
          named(environment, "XDG_DATA_HOME", user.resolve(".local").resolve("share"))
              .resolve(NAME);
    }
    return new UserFolders(
        named(environment, "FLYBRAIN_CACHE", cache), named(environment, "FLYBRAIN_DATA", data));
  }

  /// The folder that a variable of an environment names, otherwise another.
  public static Path named(Map<String, String> environment, String variable, Path otherwise) {
    String value = environment.getOrDefault(variable, "");
    return value.isEmpty() ? otherwise : Path.of(value);
  }
}
