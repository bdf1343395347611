package flybrain.external;

import flybrain.backend.BackendException;
import flybrain.files.AtomicFile;
import flybrain.files.FolderLock;
import flybrain.files.FolderTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Makes environments: a venv, pip with pinned packages, a test that they import, and the stamp.
final class Installer {
  /// Runs a command until it ends, or until this process, which holds the other end of its input,
  /// does: then it ends the command and all that that started.
  private static final String GUARD =
      """
      import os, signal, subprocess, sys, threading
      step = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)
      def end(*_):
          os.killpg(step.pid, signal.SIGKILL)
      signal.signal(signal.SIGTERM, end)
      signal.signal(signal.SIGINT, end)
      threading.Thread(target=lambda: (sys.stdin.read(), end()), daemon=True).start()
      sys.exit(abs(step.wait()))
      """;

  private final Environment environment;
  private final Consumer<String> output;

  /// @param output receives the progress, line by line
  Installer(Environment environment, Consumer<String> output) {
    this.environment = environment;
    this.output = output;
  }

  /// The outcome of an installation.
  ///
  /// @param stamp content of the environment now
  /// @param already whether it existed before, so nothing was done
  record Result(Environment.Stamp stamp, boolean already) {}

  /// Makes the environment with pip unless it is usable.
  ///
  /// @param python the Python to make it from, or null for a suitable one of the PATH
  Result install(@Nullable String python) throws IOException {
    return alone(() -> {
      if (environment.state() instanceof Environment.State.Usable(Environment.Stamp stamp)
          && !stamp.requirements().isEmpty()) {
        return new Result(stamp, true);
      }
      return new Result(
          make(Pythons.forPackages(python, environment.kind().pip().pythons())), false);
    });
  }

  /// Takes a Python that has the packages as the environment.
  ///
  /// @param python that Python, or null for the first of the PATH that has them
  Result adopt(@Nullable String python) throws IOException {
    return alone(() -> {
      Pythons.Python found =
          Pythons.having(python, environment.kind().modules(), environment.importProgram());
      String program =
          Pythons.output(found.python(), "import sys; print(sys.executable)")
              .map(String::strip)
              .orElse(found.python());
      if (environment.state() instanceof Environment.State.Usable(Environment.Stamp stamp)
          && stamp.python().equals(program)) {
        return new Result(stamp, true);
      }
      clear();
      Files.createDirectories(environment.folder());
      return new Result(stamp(program, "", found.output()), false);
    });
  }

  private Environment.Stamp make(Pythons.Python python) throws IOException {
    Requirements pinned =
        environment.requirements().stream()
            .filter(one -> one.python().equals(python.output()))
            .findFirst()
            .orElseThrow();
    Packages packages = environment.kind().pip();
    clear();
    output.accept(
        "making an environment in %s from %s (Python %s)"
            .formatted(environment.folder(), python.python(), pinned.python()));
    command(List.of(python.python(), "-m", "venv", environment.folder().toString()));
    Path requirements = environment.folder().resolve("requirements.txt");
    Files.writeString(requirements, pinned.text());
    output.accept(
        "downloading %s, with dependencies %s; to use a Python that has it: --system"
            .formatted(
                Requirements.line(packages.framework(), List.of(pinned)), packages.download()));
    String own = environment.folder().resolve("bin").resolve("python").toString();
    command(
        List.of(
            own,
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--no-input",
            "--progress-bar=off",
            "-r",
            requirements.toString()));
    output.accept("checking that it imports " + String.join(", ", environment.kind().modules()));
    String output =
        Pythons.output(own, environment.importProgram())
            .orElseThrow(() ->
                new BackendException(
                    "%s: was installed but cannot be imported: try %s -c 'import %s'"
                        .formatted(
                            environment.kind().name(),
                            own,
                            String.join(", ", environment.kind().modules()))));
    return stamp(own, pinned.hash(), output);
  }

  private void clear() throws IOException {
    Files.deleteIfExists(environment.stampFile());
    FolderTree.delete(environment.folder());
  }

  private Environment.Stamp stamp(String python, String requirements, String output)
      throws IOException {
    try {
      JsonNode imported = Worker.JSON.readTree(output.strip().lines().toList().getLast());
      List<String> files =
          imported.path("files").valueStream().map(file -> file.asString("")).toList();
      Map<String, String> versions =
          Worker.JSON.convertValue(
              imported.path("versions"),
              Worker.JSON
                  .getTypeFactory()
                  .constructMapType(java.util.LinkedHashMap.class, String.class, String.class));
      Environment.Stamp stamp = new Environment.Stamp(requirements, python, files, versions);
      AtomicFile.writeString(
          environment.stampFile(), new String(Environment.bytes(stamp), StandardCharsets.UTF_8));
      return stamp;
    } catch (JacksonException e) {
      throw new BackendException(
          "%s: %s answered the import check with '%s'"
              .formatted(environment.kind().name(), python, output.strip()),
          e);
    }
  }

  /// Runs a step of the installation, passing on each line it prints.
  private void command(List<String> command) throws IOException {
    List<String> guarded = new ArrayList<>(List.of(command.getFirst(), "-c", GUARD));
    guarded.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(guarded).redirectErrorStream(true);
    Pythons.isolate(builder.environment());
    Shutdown.watch();
    Process process = builder.start();
    Thread hook = new Thread(() -> process.destroy());
    Runtime.getRuntime().addShutdownHook(hook);
    String last = "no output";
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = reader.readLine()) != null) {
        if (!line.isBlank()) {
          last = line.strip();
          output.accept(last);
        }
      }
      int code = process.waitFor();
      if (code != 0) {
        Shutdown.stopHereIfUnderWay();
        throw new BackendException(
            "%s: '%s' ended with exit code %d: %s"
                .formatted(
                    environment.kind().name(),
                    String.join(" ", command.subList(1, Math.min(4, command.size()))),
                    code,
                    last));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException(environment.kind().name() + ": installation interrupted", e);
    } finally {
      process.destroy();
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  /// A step that may fail.
  private interface Step {
    Result run() throws IOException;
  }

  /// Runs a step while no other process installs the same environment.
  private Result alone(Step step) throws IOException {
    Path folder = environment.folder();
    Files.createDirectories(folder.toAbsolutePath().getParent());
    try (FolderLock _ =
        FolderLock.beside(
            folder,
            holder ->
                new BackendException(
                    "%s: %s is installing it; wait for it"
                        .formatted(environment.kind().name(), holder)))) {
      return step.run();
    }
  }
}
