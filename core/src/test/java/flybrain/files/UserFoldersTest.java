package flybrain.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFoldersTest {
  private static final Path HOME = Path.of("home");

  @Test
  void linux_followsXdg() {
    assertThat(of(Map.of(), "Linux"))
        .isEqualTo(
            new UserFolders(
                HOME.resolve(".cache/flybrain"), HOME.resolve(".local/share/flybrain")));
    assertThat(of(Map.of("XDG_CACHE_HOME", "c", "XDG_DATA_HOME", "d"), "Linux"))
        .isEqualTo(new UserFolders(Path.of("c/flybrain"), Path.of("d/flybrain")));
  }

  @Test
  void macAndWindows_haveTheirOwn() {
    assertThat(of(Map.of("XDG_CACHE_HOME", "c"), "Mac OS X"))
        .isEqualTo(
            new UserFolders(
                HOME.resolve("Library/Caches/flybrain"),
                HOME.resolve("Library/Application Support/flybrain")));
    assertThat(of(Map.of("LOCALAPPDATA", "local"), "Windows 11"))
        .isEqualTo(
            new UserFolders(Path.of("local/flybrain/cache"), Path.of("local/flybrain/data")));
  }

  @Test
  void ownVariables_overrideAll() {
    Map<String, String> own =
        Map.of("FLYBRAIN_CACHE", "a", "FLYBRAIN_DATA", "b", "XDG_CACHE_HOME", "c");
    assertThat(of(own, "Linux")).isEqualTo(new UserFolders(Path.of("a"), Path.of("b")));
  }

  private static UserFolders of(Map<String, String> environment, String system) {
    return UserFolders.of(environment, system, HOME.toString());
  }
}
