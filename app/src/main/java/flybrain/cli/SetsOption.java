package flybrain.cli;

import flybrain.experiment.NeuronSetFile;
import flybrain.experiment.NeuronSets;
import flybrain.files.Outputs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that names the user's own sets of neurons.
final class SetsOption {
  @Option(
      names = "--sets",
      paramLabel = "FILE",
      description = "Named sets of your own: JSON (name to ids) or the suite's sez_neurons.pickle.")
  private @Nullable Path file;

  /// The sets that come with flybrain, and the user's own.
  ///
  /// @throws flybrain.InputException if the file is wrong
  NeuronSets all() {
    NeuronSets builtIn = NeuronSets.builtIn();
    return file == null ? builtIn : builtIn.with(own());
  }

  /// The user's own sets, none without the option.
  ///
  /// @throws flybrain.InputException if the file is wrong
  Map<String, List<Long>> own() {
    return file == null ? Map.of() : NeuronSetFile.read(file);
  }

  /// Adds the file, where one is given.
  Outputs read(Outputs outputs) {
    return outputs.reads("--sets", file);
  }
}
