package flybrain.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `flybrain atlas`: every neuron driven alone, and who answers.
@Command(
    name = "atlas",
    description = "Drives every neuron of a brain alone, and says what drives what.",
    mixinStandardHelpOptions = true,
    subcommands = {AtlasRunCommand.class, AtlasFrom.class, AtlasTo.class})
final class AtlasCommand implements Runnable {
  /// Where atlases are unless said otherwise.
  private static final Path FOLDERS = Path.of("atlases");

  @Spec private CommandSpec spec;

  /// The folder of the atlas of a connectome.
  static Path folderOf(String connectome) {
    return FOLDERS.resolve(connectome);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "atlas needs a command: " + String.join(", ", spec.subcommands().keySet()));
  }
}
