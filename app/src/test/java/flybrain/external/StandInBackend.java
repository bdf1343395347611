package flybrain.external;

import flybrain.backend.Availability;
import flybrain.backend.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A backend's real worker on a stand-in for its framework, without a look at the machine.
///
/// @param key the backend's key
/// @param python a Python with NumPy
/// @param folder takes the worker's files and logs
/// @param variables environment variables that lead the worker to the stand-in
record StandInBackend(
    String key, String python, Path folder, Map<String, @Nullable String> variables)
    implements WorkerBackend {
  @Override
  public String framework() {
    return "stand-in";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.REPLAY);
  }

  @Override
  public Availability availability() {
    return new Availability.Ready();
  }

  @Override
  public StartedWorker start(int threads) throws IOException {
    Path run = Files.createTempDirectory(folder, "run");
    Worker worker =
        Worker.start(
            key(),
            List.of(
                python,
                "-s",
                WorkerFiles.program(folder.resolve("environments")).toString(),
                ExternalBackends.named(key()).worker(),
                run.toString()),
            variables,
            folder.resolve("logs").resolve(run.getFileName() + ".log"),
            Duration.ofMinutes(2));
    return new StartedWorker(worker, run);
  }

  /// The calls of one name that a stand-in wrote down: process, name, arguments.
  static List<JsonNode> calls(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .map(Worker.JSON::readTree)
        .filter(call -> call.path(1).asString("").equals(name))
        .toList();
  }

  /// A Python with NumPy, of the PATH or of an environment; empty if there is none.
  static String pythonWithNumpy() throws IOException {
    List<String> all = new ArrayList<>(List.of("python3", "/usr/bin/python3"));
    if (Files.isDirectory(Environments.folder())) {
      try (Stream<Path> environments = Files.list(Environments.folder())) {
        environments.map(e -> e.resolve("bin").resolve("python").toString()).forEach(all::add);
      }
    }
    return all.stream()
        .filter(python -> succeeds(python, "-c", "import numpy"))
        .findFirst()
        .orElse("");
  }

  static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
