package flybrain.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that names the connectome of a command, and what is taken without it.
final class ConnectomeOption {
  @Option(
      names = "--connectome",
      paramLabel = "NAME|FOLDER",
      description =
          "synthetic, v783, v630 or a folder (default: v783 if fetched, otherwise ./data of the "
              + "reference suite, otherwise synthetic).")
  private @Nullable String connectome;

  /// Name or folder, null if it is not given.
  @Nullable String name() {
    return connectome;
  }
}
