package flybrain.external;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The pinned packages of an environment, as pip reads them.
///
/// Every set of them has given Brian2's spikes, or generated the code of the model, in our tests.
///
/// @param python the version of Python that they are for, such as `3.13`
/// @param text the lines of the file
record Requirements(String python, String text) {
  /// Those of each Python: `requirements-3.13.txt` if it exists, otherwise `requirements.txt`.
  static List<Requirements> of(String environment, List<String> pythons) throws IOException {
    List<Requirements> all = new ArrayList<>();
    for (String python : pythons) {
      String own = read(environment, "requirements-" + python + ".txt");
      String text = own == null ? read(environment, "requirements.txt") : own;
      if (text == null) {
        throw new IOException(
            "backends/%s/requirements.txt: missing from this build".formatted(environment));
      }
      all.add(new Requirements(python, text));
    }
    return all;
  }

  private static @Nullable String read(String environment, String name) throws IOException {
    String path = "/flybrain/backends/%s/%s".formatted(environment, name);
    try (InputStream in = Requirements.class.getResourceAsStream(path)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// SHA-256, in hex.
  String hash() {
    return Environment.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The version that a package is pinned to.
  String version(String pinned) {
    return text.lines()
        .map(line -> line.split("==", 2))
        .filter(line -> line.length == 2 && line[0].equalsIgnoreCase(pinned))
        .map(line -> line[1].strip())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(pinned + " is not pinned for " + python));
  }

  /// The versions of a package in a line, such as `brian2 2.9.0, or 2.11.0 on Python 3.13`.
  static String line(String pinned, List<Requirements> all) {
    Map<String, String> pythons = new LinkedHashMap<>();
    all.forEach(one ->
        pythons.merge(one.version(pinned), one.python(), (some, more) -> some + " and " + more));
    String first = pythons.keySet().iterator().next();
    return pythons.keySet().stream()
        .skip(1)
        .map(version -> ", or %s on Python %s".formatted(version, pythons.get(version)))
        .collect(Collectors.joining("", pinned + " " + first, ""));
  }
}
