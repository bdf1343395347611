package flybrain.cli;

import flybrain.backend.Backend;
import flybrain.external.Backends;
import flybrain.terminal.Usage;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// The option that names the simulator of a command.
final class BackendOption {
  private static final String DEFAULT = "event";

  @Option(
      names = "--backend",
      paramLabel = "KEY",
      description = "Simulator to use (default: event); `flybrain backends` lists them.")
  private String key = DEFAULT;

  /// The simulator.
  ///
  /// @throws picocli.CommandLine.ParameterException for an unknown key
  Backend backend(CommandSpec spec) {
    return Usage.check(spec, () -> Backends.named(key));
  }

  /// The option as words of a command line; none for the default.
  List<String> words() {
    return key.equals(DEFAULT) ? List.of() : List.of("--backend", key);
  }
}
