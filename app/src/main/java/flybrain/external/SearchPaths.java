package flybrain.external;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Usual folders of toolkits that no environment variable names, including the reference suite's.
///
/// @param home the user's folder
/// @param local where administrators install, such as `/usr/local`
record SearchPaths(Path home, Path local) {
  /// Those of a machine whose environment variables are given.
  static SearchPaths of(Map<String, String> variables) {
    String home = variables.getOrDefault("HOME", System.getProperty("user.home", ""));
    return new SearchPaths(Path.of(home), Path.of("/usr/local"));
  }

  /// The variables, and beside them those that name what was found: `CUDA_PATH`,
  /// `BRIAN2GENN_GENN_PATH`, `NESTGPU_LIB` and `NESTGPU_PYTHONLIB`. A valid setting of the user
  /// stays.
  Map<String, String> complete(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(variables);
    cuda(variables).ifPresent(folder -> all.put("CUDA_PATH", folder.toString()));
    genn4(variables).ifPresent(folder -> all.put("BRIAN2GENN_GENN_PATH", folder.toString()));
    if (!all.containsKey("NESTGPU_LIB")) {
      first(nestGpu("libnestgpukernel.so", "nestgpu"))
          .ifPresent(library -> all.put("NESTGPU_LIB", library.toString()));
    }
    if (!all.containsKey("NESTGPU_PYTHONLIB")) {
      first(nestGpu("nestgpu.py", "python3*/site-packages"))
          .ifPresent(module -> all.put("NESTGPU_PYTHONLIB", module.resolveSibling("").toString()));
    }
    return all;
  }

  private Optional<Path> cuda(Map<String, String> variables) {
    return Stream.concat(
            named(variables, "CUDA_PATH", "CUDA_HOME"),
            Stream.of(local.resolve("cuda-12.5"), local.resolve("cuda")))
        .filter(folder -> Files.isRegularFile(folder.resolve("bin/nvcc")))
        .findFirst();
  }

  private Optional<Path> genn4(Map<String, String> variables) {
    return Stream.concat(
            named(variables, "BRIAN2GENN_GENN_PATH", "GENN_PATH"),
            Stream.of(home.resolve(".local/src/genn-4.9.0")))
        .filter(folder -> Files.isRegularFile(folder.resolve("bin/genn-buildmodel.sh")))
        .findFirst();
  }

  private static Stream<Path> named(Map<String, String> variables, String... names) {
    return Stream.of(names)
        .map(name -> variables.getOrDefault(name, ""))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of);
  }

  /// A file in the folders that NEST GPU's installation makes below its prefix.
  private List<Path> nestGpu(String file, String below) {
    List<Path> found = new ArrayList<>();
    for (Path prefix : List.of(home.resolve(".nest-gpu-build"), local)) {
      for (String libraries : List.of("lib", "lib64")) {
        found.addAll(matching(prefix.resolve(libraries), below, file));
      }
    }
    return found;
  }

  /// `file` below the folders of `folder` that match a pattern of at most two names.
  private static List<Path> matching(Path folder, String pattern, String file) {
    String[] names = pattern.split("/", 2);
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, names[0])) {
      for (Path one : folders) {
        Path path = names.length == 1 ? one.resolve(file) : one.resolve(names[1]).resolve(file);
        if (Files.isRegularFile(path)) {
          found.add(path);
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return found.stream().sorted().toList();
  }

  private static Optional<Path> first(List<Path> found) {
    return found.stream().findFirst();
  }
}
