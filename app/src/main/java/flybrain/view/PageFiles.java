package flybrain.view;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/// The files of the page, which lie in the jar.
final class PageFiles {
  private static final String START = "index.html";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("webmanifest", "application/manifest+json"));

  private PageFiles() {}

  /// The file at a path, if it is one of the page.
  ///
  /// @param path `/` or a file, decoded
  static Optional<Answer> at(String path) throws IOException {
    String name = path.equals("/") ? START : path.substring(1);
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null
        || !name.matches("[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")) {
      return Optional.empty();
    }
    try (InputStream file = PageFiles.class.getResourceAsStream("page/" + name)) {
      return file == null
          ? Optional.empty()
          : Optional.of(new Answer(Answer.OK, type, file.readAllBytes(), null));
    }
  }
}
