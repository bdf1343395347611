package flybrain.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The user's web browser.
final class Browser {
  private Browser() {}

  /// Opens a link, where there is a display to open it on.
  static void open(String link) {
    List<String> command = command(System.getProperty("os.name", ""), System.getenv());
    if (command.isEmpty()) {
      return;
    }
    ProcessBuilder opener = new ProcessBuilder(new ArrayList<>(command));
    opener.command().add(link);
    opener.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      opener.start();
    } catch (IOException _) {
      // The link was printed.
    }
  }

  /// The command that opens a link, without the link; empty where there is no display.
  static List<String> command(String system, Map<String, String> environment) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler");
    }
    if (name.startsWith("mac")) {
      return List.of("open");
    }
    return environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY")
        ? List.of("xdg-open")
        : List.of();
  }
}
