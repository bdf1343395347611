package flybrain.external;

import flybrain.backend.BackendException;
import flybrain.files.FolderTree;
import flybrain.files.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A worker that was just started, and the folder in which it works.
record StartedWorker(Worker worker, Path folder) {
  /// Starts the worker of a framework in an environment.
  ///
  /// @param own environment variables of the user
  static StartedWorker start(
      Framework framework, Path python, Path environments, Map<String, String> own, int threads)
      throws IOException {
    Path folder = Files.createTempDirectory(TemporaryFolder.own(), framework.key() + "-");
    Path log =
        environments
            .resolve("logs")
            .resolve(
                "%s-%s-%d.log"
                    .formatted(
                        framework.key(),
                        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")
                            .format(LocalDateTime.now(ZoneId.systemDefault())),
                        ProcessHandle.current().pid()));
    List<String> command =
        List.of(
            python.toString(),
            "-s",
            WorkerFiles.program(environments).toString(),
            framework.worker(),
            folder.toString());
    Map<String, @Nullable String> variables = new HashMap<>(own);
    variables.put("PYTHONPATH", null);
    variables.put("PYTHONHOME", null);
    // Left-over files of compilers and frameworks are then deleted with the folder.
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    for (String name : List.of("TMPDIR", "TMP", "TEMP")) {
      variables.put(name, temporary.toString());
    }
    variables.put("OMP_NUM_THREADS", Integer.toString(threads));
    try {
      return new StartedWorker(
          Worker.start(framework.key(), command, variables, log, patience()), folder);
    } catch (IOException e) {
      FolderTree.delete(folder);
      throw e;
    }
  }

  private static Duration patience() throws BackendException {
    String seconds = System.getenv().getOrDefault("FLYBRAIN_BACKEND_TIMEOUT", "1800");
    try {
      return Duration.ofSeconds(Math.max(1, Long.parseLong(seconds)));
    } catch (NumberFormatException e) {
      throw new BackendException(
          "FLYBRAIN_BACKEND_TIMEOUT = %s: must be a whole number of seconds".formatted(seconds), e);
    }
  }
}
