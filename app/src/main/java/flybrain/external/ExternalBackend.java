package flybrain.external;

import flybrain.InputException;
import flybrain.backend.Availability;
import flybrain.backend.BackendException;
import flybrain.backend.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A framework behind the interface that our own engines have.
public final class ExternalBackend implements WorkerBackend {
  private final Framework framework;
  private final Path environments;
  private final Map<String, String> variables;

  ExternalBackend(Framework framework, Path environments, Map<String, String> variables) {
    this.framework = framework;
    this.environments = environments;
    this.variables = Map.copyOf(variables);
  }

  @Override
  public String key() {
    return framework.key();
  }

  @Override
  public String framework() {
    return framework.name();
  }

  @Override
  public Set<Capability> capabilities() {
    return framework.capabilities();
  }

  Environment environment() {
    return new Environment(framework.environment(), environments);
  }

  Path environments() {
    return environments;
  }

  @Override
  public Availability availability() {
    Optional<String> missing = missing();
    if (missing.isPresent()) {
      return new Availability.NotRun(missing.get());
    }
    return switch (state()) {
      case Environment.State.Usable _ -> new Availability.Ready();
      case Environment.State.Missing _ when framework.environment().packages() == null ->
          new Availability.NotRun(notOnPyPi());
      case Environment.State.Missing _, Environment.State.Broken _ ->
          new Availability.Installable();
    };
  }

  /// Its state, in a few words for a list.
  public String status() {
    return switch (availability()) {
      case Availability.NotRun(String needs) -> "not run: needs " + needs + pinned(" (", ")");
      case Availability.Ready _, Availability.Installable _ ->
          switch (state()) {
            case Environment.State.Usable(Environment.Stamp stamp) ->
                "ready (" + stamp.line() + ")" + claim();
            case Environment.State.Broken(String why) ->
                "installable (the environment is broken: " + why + ")" + pinned(": ", "");
            case Environment.State.Missing _ -> "installable" + pinned(": ", "");
          };
    };
  }

  /// The versions that would be installed, between two texts, or empty if pip has none.
  private String pinned(String before, String after) {
    Packages packages = framework.environment().packages();
    if (packages == null) {
      return "";
    }
    try {
      return before + Requirements.line(packages.framework(), environment().requirements()) + after;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String claim() {
    return capabilities().contains(Capability.EXPECTED_EXACT)
        ? "; expected to give Brian2's spikes, not yet confirmed"
        : "";
  }

  /// Makes its environment, unless that is there.
  ///
  /// @param wanted how to make it
  /// @param output receives the progress, line by line
  /// @return what was done, with the versions, in a line
  /// @throws InputException if this machine lacks the GPU it needs, before anything is downloaded
  public String install(Installation wanted, Consumer<String> output) throws IOException {
    Packages packages = framework.environment().packages();
    if (!wanted.system() && packages == null) {
      throw new InputException(key() + ": needs " + notOnPyPi());
    }
    if (!wanted.system() && !wanted.force() && !(state() instanceof Environment.State.Usable)) {
      refuseWithoutGpu();
    }
    Installer installer = new Installer(environment(), output);
    Installer.Result result =
        wanted.system() ? installer.adopt(wanted.python()) : installer.install(wanted.python());
    String what = result.already() ? "was already installed" : "is installed";
    String later = missing().map(needs -> "; to run, it still needs " + needs).orElse("");
    return "%s (%s)%s".formatted(what, result.stamp().line(), later);
  }

  private void refuseWithoutGpu() {
    if (framework.needs().contains(Prerequisite.GPU)
        && Prerequisite.GPU.missing(variables).isPresent()) {
      String onCpu =
          ExternalBackends.onCpu(framework)
              .map(other -> "; for the CPU: flybrain backends install " + other)
              .orElse("");
      throw new InputException(
          ("%s: this machine shows no NVIDIA GPU, so nothing was downloaded (%s, with "
                  + "dependencies %s)%s; to install it anyway: --force")
              .formatted(key(), pinned("", ""), framework.environment().pip().download(), onCpu));
    }
  }

  private Optional<String> missing() {
    return framework.needs().stream().flatMap(need -> need.missing(variables).stream()).findFirst();
  }

  private Environment.State state() {
    try {
      return environment().state();
    } catch (IOException e) {
      return new Environment.State.Broken(String.valueOf(e.getMessage()));
    }
  }

  private String notOnPyPi() {
    String module = framework.environment().modules().getFirst();
    return "a Python that has %s, which pip cannot install (docs/how-to/install-genn.md); then: flybrain backends install %s --system --python PYTHON"
        .formatted(module, framework.key());
  }

  @Override
  public StartedWorker start(int threads) throws IOException {
    Optional<String> missing = missing();
    if (missing.isPresent()) {
      throw new BackendException(key() + ": not run: needs " + missing.get());
    }
    return switch (state()) {
      case Environment.State.Usable(Environment.Stamp stamp) ->
          StartedWorker.start(framework, Path.of(stamp.python()), environments, variables, threads);
      case Environment.State.Missing _ when framework.environment().packages() == null ->
          throw new BackendException(key() + ": not run: needs " + notOnPyPi());
      case Environment.State.Missing _ ->
          throw new BackendException(
              "%s: is not installed; run: flybrain backends install %s".formatted(key(), key()));
      case Environment.State.Broken(String why) ->
          throw new BackendException(
              "%s: its environment is broken (%s); run: flybrain backends install %s"
                  .formatted(key(), why, key()));
    };
  }
}
