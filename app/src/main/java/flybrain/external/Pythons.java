package flybrain.external;

import flybrain.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the Python to make an environment from.
final class Pythons {
  private static final List<String> CANDIDATES =
      List.of("python3.11", "python3.12", "python3.13", "python3", "/usr/bin/python3");

  private static final long SECONDS_TO_ANSWER = 120;

  private Pythons() {}

  /// A Python of one of some versions, and which: what it printed is its version.
  ///
  /// @param wanted the one that the user named, or null
  /// @param versions those that the packages are pinned for, such as `3.13`
  static Python forPackages(@Nullable String wanted, List<String> versions) throws IOException {
    String program = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])";
    for (String python : candidates(wanted)) {
      Optional<String> version = output(python, program).map(String::strip);
      if (version.filter(versions::contains).isPresent()) {
        return new Python(python, version.get());
      }
    }
    throw new InputException(
        "%s; needs Python %s with its venv module (apt install python3 python3-venv); name one with --python or FLYBRAIN_PYTHON"
            .formatted(
                wanted == null ? "no suitable Python on the PATH" : wanted + " is not suitable",
                String.join(" or ", versions)));
  }

  /// A Python that has some packages already, and what the import program printed there.
  ///
  /// @param wanted the one that the user named, or null
  /// @param program what to run in it, which fails without the packages
  static Python having(@Nullable String wanted, List<String> modules, String program)
      throws IOException {
    for (String python : candidates(wanted)) {
      Optional<String> output = output(python, program);
      if (output.isPresent()) {
        return new Python(python, output.get());
      }
    }
    throw new InputException(
        "%s cannot import %s; install it there, or name another Python with --python"
            .formatted(
                wanted == null ? "no Python on the PATH" : wanted, String.join(" and ", modules)));
  }

  /// A Python and what it printed.
  record Python(String python, String output) {}

  private static List<String> candidates(@Nullable String wanted) {
    if (wanted != null) {
      return List.of(wanted);
    }
    String own = System.getenv().getOrDefault("FLYBRAIN_PYTHON", "");
    return own.isEmpty() ? CANDIDATES : List.of(own);
  }

  /// The output of a Python program, or empty if it fails or there is no such Python.
  static Optional<String> output(String python, String program) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(python, "-s", "-c", program);
    isolate(builder.environment());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return Optional.empty();
    }
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SECONDS_TO_ANSWER, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return process.exitValue() == 0 ? Optional.of(output) : Optional.empty();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + python, e);
    }
  }

  /// Takes out of an environment what would make a Python import packages from elsewhere.
  static void isolate(Map<String, String> variables) {
    Stream.of("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_REQUIREMENT")
        .forEach(variables::remove);
  }
}
