package flybrain.external;

import flybrain.files.Checksum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// An isolated Python with the packages of a framework, in a folder of its own.
///
/// A stamp, written last, says what is in it. Without a stamp, or when what the stamp names is gone
/// or other packages are wanted by now, it counts as broken, so nothing half-installed runs.
final class Environment {
  /// The parts of an environment.
  ///
  /// @param name its folder's name, and the folder of its requirements
  /// @param modules Python modules that it must be able to import, the framework's own first
  /// @param packages what pip makes it from, or null if pip cannot
  record Kind(String name, List<String> modules, @Nullable Packages packages) {
    Kind {
      modules = List.copyOf(modules);
    }

    /// The packages pip installs into it.
    ///
    /// @throws IllegalStateException if pip cannot
    Packages pip() {
      if (packages == null) {
        throw new IllegalStateException(name + ": pip cannot make it");
      }
      return packages;
    }
  }

  /// The state of an environment.
  sealed interface State {
    /// It was never made.
    record Missing() implements State {}

    /// Started or complete, but unusable.
    record Broken(String why) implements State {}

    /// It can be used.
    record Usable(Stamp stamp) implements State {}
  }

  /// The content of an environment.
  ///
  /// @param requirements SHA-256 of the requirements that it was made from, in hex; empty for a
  ///   Python that the user made
  /// @param python the program to run
  /// @param files the file that each module was imported from
  /// @param versions version by name, Python's too
  record Stamp(
      String requirements, String python, List<String> files, Map<String, String> versions) {
    Stamp {
      files = List.copyOf(files);
    }

    /// The versions in one line, such as `Python 3.11.7, brian2 2.9.0`.
    String line() {
      return versions.entrySet().stream()
          .map(entry -> entry.getKey() + " " + entry.getValue())
          .collect(Collectors.joining(", "));
    }
  }

  private final Kind kind;
  private final Path folder;

  Environment(Kind kind, Path environments) {
    this.kind = kind;
    this.folder = environments.resolve(kind.name());
  }

  Kind kind() {
    return kind;
  }

  Path folder() {
    return folder;
  }

  Path stampFile() {
    return folder.resolve("flybrain.json");
  }

  /// The state by a look at a few files; starts no Python.
  State state() throws IOException {
    if (!Files.exists(folder)) {
      return new State.Missing();
    }
    Stamp stamp = readStamp();
    if (stamp == null) {
      return new State.Broken("its installation was not finished");
    }
    if (!stamp.requirements().isEmpty() && !hashes().contains(stamp.requirements())) {
      return new State.Broken("it was made from different requirements");
    }
    Optional<String> gone =
        Stream.concat(Stream.of(stamp.python()), stamp.files().stream())
            .filter(file -> !Files.exists(Path.of(file)))
            .findFirst();
    return gone.<State>map(file -> new State.Broken(file + " is gone"))
        .orElseGet(() -> new State.Usable(stamp));
  }

  private @Nullable Stamp readStamp() throws IOException {
    if (!Files.exists(stampFile())) {
      return null;
    }
    try {
      return Worker.JSON.readValue(Files.readString(stampFile()), Stamp.class);
    } catch (JacksonException e) {
      return null;
    }
  }

  /// The pinned packages for each Python, oldest first; none if pip cannot make it.
  List<Requirements> requirements() throws IOException {
    return kind.packages() == null ? List.of() : Requirements.of(kind.name(), kind.pip().pythons());
  }

  private Set<String> hashes() throws IOException {
    return requirements().stream().map(Requirements::hash).collect(Collectors.toSet());
  }

  static String sha256(byte[] bytes) {
    return Checksum.sha256().add(bytes).hex();
  }

  /// The Python program that says, in a line of JSON, which modules it can import from where.
  String importProgram() {
    return """
    import importlib, json, platform
    files, versions = [], {"Python": platform.python_version()}
    for name in "%s".split():
        module = importlib.import_module(name)
        files.append(module.__file__)
        versions[name] = str(getattr(module, "__version__", "unknown"))
    print("\\n" + json.dumps({"files": files, "versions": versions}))
    """
        .formatted(String.join(" ", kind.modules()));
  }

  /// The bytes of a stamp's file.
  static byte[] bytes(Stamp stamp) {
    return (Worker.JSON.writeValueAsString(stamp) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
