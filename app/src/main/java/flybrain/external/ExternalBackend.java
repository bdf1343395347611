package flybrain.external;

import flybrain.InputException;
import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.backend.BackendException;
import flybrain.backend.Capability;
import flybrain.backend.Execution;
import flybrain.backend.Prepared;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A framework behind the interface that our own engines have.
public final class ExternalBackend implements Backend {
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
      case Environment.State.Missing _ when !framework.environment().onPyPi() ->
          new Availability.NotRun(notOnPyPi());
      case Environment.State.Missing _, Environment.State.Broken _ ->
          new Availability.Installable();
    };
  }

  /// How it stands, in a few words for a list.
  public String standing() {
    return switch (availability()) {
      case Availability.NotRun(String needs) -> "not run: needs " + needs;
      case Availability.Ready _, Availability.Installable _ ->
          switch (state()) {
            case Environment.State.Usable(Environment.Stamp stamp) ->
                "ready (" + stamp.line() + ")" + claim();
            case Environment.State.Broken(String why) ->
                "installable (the environment is broken: " + why + ")";
            case Environment.State.Missing _ -> "installable";
          };
    };
  }

  private String claim() {
    return capabilities().contains(Capability.EXPECTED_EXACT)
        ? "; Brian2's spikes are expected of it, not yet seen"
        : "";
  }

  /// Makes its environment, unless that is there.
  ///
  /// @param system whether to use a Python that has the framework instead of installing it
  /// @param python the Python to make it from or to use, or null to look for one
  /// @param tell takes the progress, line by line
  /// @return what was done, with the versions, in a line
  public String install(boolean system, @Nullable String python, Consumer<String> tell)
      throws IOException {
    if (!system && !framework.environment().onPyPi()) {
      throw new InputException(key() + ": needs " + notOnPyPi());
    }
    Installer installer = new Installer(environment(), tell);
    Installer.Result result = system ? installer.adopt(python) : installer.install(python);
    String what = result.already() ? "was installed already" : "is installed";
    String later = missing().map(needs -> "; to run, it still needs " + needs).orElse("");
    return "%s (%s)%s".formatted(what, result.stamp().line(), later);
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
  public Prepared prepare(Connectome connectome, Experiment experiment, Execution execution)
      throws IOException {
    if (experiment.replay() != null && !capabilities().contains(Capability.REPLAY)) {
      throw new BackendException(key() + ": cannot replay recorded events; leave --replay out");
    }
    return ExternalRun.prepare(
        key(), worker(execution.threads()), connectome, experiment, execution);
  }

  /// Starts its worker, which has not yet said anything.
  ///
  /// @throws BackendException when the backend cannot run here or is not installed
  ExternalRun.Start worker(int threads) throws IOException {
    Optional<String> missing = missing();
    if (missing.isPresent()) {
      throw new BackendException(key() + ": not run: needs " + missing.get());
    }
    return switch (state()) {
      case Environment.State.Usable(Environment.Stamp stamp) ->
          ExternalRun.start(key(), Path.of(stamp.python()), environments, variables, threads);
      case Environment.State.Missing _ when !framework.environment().onPyPi() ->
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
